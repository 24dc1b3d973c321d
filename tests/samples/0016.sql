-- Keys: one that links are signed with.

insert into keys (name, secret, made_at) values ('answers', 'not a real one', 1717337580000);
