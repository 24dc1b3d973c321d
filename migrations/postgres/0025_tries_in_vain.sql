-- How often a wish was tried in vain, which decides how long it waits for the next try. How often it was taken up, which stands in
-- `attempts`, also counts the times the program was killed with the wish in hand: those say nothing against trying at once.

alter table outbox add column failures bigint not null default 0;

-- Until now two wishes of one meaning could be held at once. What is held while this runs has lost its worker and goes back; without a
-- key they do not get in each other's way.
update outbox set key = null where state = 'held';

-- While a wish is held, no other of its meaning is taken up: the held one may have to take it over.
create index outbox_held_key on outbox (guild_id, key) where state = 'held' and key is not null;
