-- The tokens by which curators' scripts use the API. A token's text is acq_ID followed by a secret
-- of 160 random bits, which is not kept.

create table api_tokens (
  id         text        not null primary key check (id ~ '^[a-z2-7]{16}$'),
  account    bytea       not null references curators on delete cascade,
  name       text        not null check (char_length(name) between 1 and 100),
  -- Whether it may change what its curator may change.
  writes     boolean     not null,
  -- SHA-256 of the secret.
  secret     bytea       not null check (octet_length(secret) = 32),
  -- The curator's device key, sealed under the secret; only of a token that writes.
  sealed_key bytea       check (octet_length(sealed_key) <= 256),
  made       timestamptz not null,
  expires    timestamptz not null,
  -- The day of the last use: finer than that is nobody's business.
  used       date,
  check (writes = (sealed_key is not null))
);

create index api_tokens_by_account on api_tokens (account);
