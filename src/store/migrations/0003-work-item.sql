-- The list of work, one row for the images of each planar scan: its newest analysis and what was last decided. Kept by
-- triggers, so that a page of the list costs the same however much is stored.

create table amyloscope.work_item (
  images_hash bytea primary key,
  analysis_id bigint not null,
  patient_id text not null,
  study_date text,
  label text not null,
  probability double precision,
  ratio double precision,
  decision text,
  user_name text,
  decided_at timestamptz,
  work_group text not null generated always as (case when decision <> 'reopened' then 'decided' else label end) stored,
  work_rank smallint not null generated always as (
    case when decision <> 'reopened' then 5 else case label when 'abnormal' then 1 when 'unsure' then 2 when 'normal' then 3 else 4 end end) stored
);

create function amyloscope.list_analysis() returns trigger language plpgsql as $$ begin
  insert into amyloscope.work_item (images_hash, analysis_id, patient_id, study_date, label, probability, ratio)
  values (new.images_hash, new.analysis_id, new.patient_id, new.study_date, coalesce(new.label, 'refused'), new.abnormal_uptake_probability, new.heart_to_contralateral_ratio)
  on conflict (images_hash) do update set
    analysis_id = excluded.analysis_id, patient_id = excluded.patient_id, study_date = excluded.study_date,
    label = excluded.label, probability = excluded.probability, ratio = excluded.ratio
  where work_item.analysis_id < excluded.analysis_id;
  return null;
end $$;
create trigger list_analysis after insert on amyloscope.analysis
  for each row when (new.modality = 'planar') execute function amyloscope.list_analysis();

create function amyloscope.list_decision() returns trigger language plpgsql as $$ begin
  update amyloscope.work_item set decision = new.decision, user_name = new.user_name, decided_at = new.decided_at
  where images_hash = new.images_hash;
  return null;
end $$;
create trigger list_decision after insert on amyloscope.decision for each row execute function amyloscope.list_decision();

insert into amyloscope.work_item (images_hash, analysis_id, patient_id, study_date, label, probability, ratio, decision, user_name, decided_at)
select distinct on (images_hash) images_hash, analysis_id, patient_id, study_date, coalesce(label, 'refused'), abnormal_uptake_probability, heart_to_contralateral_ratio, decision, user_name, decided_at
from amyloscope.analysis left join lateral (
  select decision, user_name, decided_at from amyloscope.decision where decision.images_hash = analysis.images_hash order by decision_id desc limit 1
) decided on true
where modality = 'planar' order by images_hash, analysis_id desc;

create index work_item_rank on amyloscope.work_item (work_rank, probability desc nulls last, analysis_id);
create index work_item_date on amyloscope.work_item (study_date desc nulls last, analysis_id);
create index work_item_ratio on amyloscope.work_item (ratio desc nulls last, analysis_id);
create index work_item_patient on amyloscope.work_item (patient_id, analysis_id);
create index work_item_group on amyloscope.work_item (work_group);
