-- What was captured: a file that is kept, one that is wanted and one that is lost, a message that waits for its form,
-- something that was explained, and an entry that a 📌 put there and whose message is gone.

insert into attachments (incident_id, entry_id, name, url, state, mime, size, sha256)
select incident_id, id, 'graph.png', 'https://cdn.discordapp.com/attachments/1/2/graph.png', 'kept', 'image/png', 29,
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' from entries where seq = 1;
insert into attachments (incident_id, entry_id, name, url, state)
select incident_id, id, 'log.txt', 'https://cdn.discordapp.com/attachments/1/3/log.txt', 'wanted' from entries where seq = 1;
insert into attachments (incident_id, entry_id, name, url, state, problem)
select incident_id, id, 'film.mp4', 'https://cdn.discordapp.com/attachments/1/4/film.mp4', 'lost', 'the file is gone'
from entries where seq = 1;

insert into quotes (guild_id, quoted, at) values (100,
  '{"id":77,"channel":7,"author":33,"author_name":"cleo","at":"2024-06-02T14:13:00Z","text":"It is slow","files":[]}',
  1717337580000);

insert into explained (incident_id, what) select distinct incident_id, 'letters EST' from entries;

update entries set pinned = 1, source_gone_at = 1717337600000 where seq = 1;
