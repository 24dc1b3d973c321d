-- Alerts: the monitoring systems that may send them, what was last heard of each alert, and the last deliveries with what
-- was made of them. Of a source's secret only the digest is kept.

create table alert_sources (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  name text not null,
  key text not null,
  token_digest text not null,
  rules text not null,
  storm text not null,
  last_at integer,
  removed_at integer
);
create unique index alert_sources_by_key on alert_sources (guild_id, key) where removed_at is null;
create unique index alert_sources_by_token on alert_sources (token_digest);

create table alerts (
  id integer primary key autoincrement,
  guild_id integer not null,
  source_id integer not null references alert_sources (id),
  key text not null,
  title text not null,
  severity text not null,
  state text not null,
  incident_id integer references incidents (id),
  page_id integer references pages (id),
  gathered integer not null,
  times integer not null,
  untold integer not null,
  last_at integer not null,
  told_at integer not null,
  body text not null,
  unique (source_id, key)
);
create index alerts_by_age on alerts (source_id, last_at);
create index alerts_by_incident on alerts (incident_id, state) where incident_id is not null;
create index alerts_by_page on alerts (page_id) where page_id is not null;
create index alerts_untold on alerts (source_id, incident_id) where untold > 0;

create table alert_deliveries (
  id integer primary key autoincrement,
  guild_id integer not null,
  source_id integer not null references alert_sources (id),
  at integer not null,
  product text,
  body text not null,
  bytes integer not null,
  made text not null
);
create index alert_deliveries_by_source on alert_deliveries (source_id, id);
create index alert_deliveries_by_body on alert_deliveries (source_id, body, at);
