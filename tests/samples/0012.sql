-- An action with an issue that was seen, and one whose issue cannot be made.

update actions set issue = '{"project":"github:acme/shop","key":"12","url":"https://github.com/acme/shop/issues/12","is_open":true,"title":"Add an alert","begun":true,"problem":null}',
  issue_looked_at = 1717340000000 where number = 1;
update actions set issue = '{"project":"jira:OPS","key":null,"url":null,"is_open":true,"title":"Rewrite it","begun":true,"problem":"the token may not"}'
  where number = 2;
