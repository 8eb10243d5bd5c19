-- What other systems send is analysed once a study is whole.
alter table amyloscope.job drop constraint job_kind_check;
alter table amyloscope.job add constraint job_kind_check check (kind in ('analyseUpload', 'analyseReceived', 'demo', 'screenArchive'));
