-- How often a wish was tried in vain, which decides how long it waits for the next try. How often it was taken up, which stands in
-- `attempts`, also counts the times the program was killed with the wish in hand: those say nothing against trying at once.

alter table outbox add column failures integer not null default 0;
