-- Accounts of people who sign in through the hospital's own provider: known by issuer and subject, never by a name that
-- somebody could choose. They have no password here.
alter table amyloscope.app_user add column openid_subject text unique;
