-- Alerts: a source with its rules, an alert in an incident and one that only paged, and a delivery.

insert into alert_sources (guild_id, name, key, token_digest, rules, storm, last_at)
values (100, 'Grafana', 'grafana', 'a3f1', '{"policy":1,"severity":"SEV2","grades":{"info":"nothing","critical":{"as":"SEV1"}},"does":"incident","same":"group","quiet_hours":"22:00-07:00"}',
  '{"opened":["2024-06-02T14:13:00Z"],"gathered_in":null,"last":null}', 1717337580000);
insert into alerts (guild_id, source_id, key, title, severity, state, incident_id, gathered, times, untold, last_at, told_at, body)
select 100, 1, 'key:disk', 'Disk is full', 'SEV2', 'firing', id, 0, 3, 2, 1717337590000, 1717337580000, 'b1' from incidents where guild_id = 100 and number = 1;
insert into alerts (guild_id, source_id, key, title, severity, state, page_id, gathered, times, untold, last_at, told_at, body)
select 100, 1, 'key:cpu', 'CPU is hot', 'SEV3', 'resolved', id, 0, 1, 0, 1717337590000, 1717337580000, 'b2' from pages where number = 1 order by id limit 1;
insert into alert_deliveries (guild_id, source_id, at, product, body, bytes, made)
values (100, 1, 1717337580000, 'grafana', 'b1', 812, '{"lines":[["Disk is full",{"made":"opened","incident":1,"unpaged":null}]],"more":0}');
