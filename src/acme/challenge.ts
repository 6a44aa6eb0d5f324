import { createHash } from 'node:crypto';
import type { Failure } from '../failure.ts';
import { asciiName } from '../records/name.ts';
import { fail, ok, type Result } from '../result.ts';

/** A DNS-01 challenge (RFC 8555, section 8.4): the value that a TXT record of the name has to hold. */
export interface Challenge {
  /** Of the record: whole, lower case, in punycode, without the final dot. */
  readonly name: string;
  readonly value: string;
  /** Whether the caller wants another value of the same name at the same time: a name and its wildcard share one. */
  readonly together: boolean;
}

/** What was asked for, and what the first of its words means. */
export interface AskedChallenge {
  /** A name and a value; a domain, a token and a key authorisation; or none, and the environment has them. */
  readonly words: readonly string[];
  /** The domain that is to be proved, or the name of the record itself, which may lie behind a CNAME elsewhere. */
  readonly names: 'domain' | 'record';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The challenge as a person types it, as lego's exec provider calls a program in each of its modes
 * (https://go-acme.github.io/lego/dns/exec/), or as certbot's manual hooks leave it in the environment
 * (https://eff-certbot.readthedocs.io/en/stable/using.html#pre-and-post-validation-hooks). Fails with `usage`.
 */
export function readChallenge(asked: AskedChallenge, environment: Environment): Result<Challenge, Failure> {
  const [first, second, third, ...rest] = asked.words;
  if (first === undefined) return fromCertbot(environment);
  if (second === undefined || rest.length > 0) return usage('a challenge is a name and a value', howTo);
  // The raw mode names the domain, whatever the plain one does.
  if (third !== undefined) return fromKeyAuthorisation(first, second, third);
  return challengeOf(first, asked.names === 'record' ? parseHost(first) : parseDomain(first), second);
}

function fromCertbot(environment: Environment): Result<Challenge, Failure> {
  const { CERTBOT_DOMAIN: domain, CERTBOT_VALIDATION: value, CERTBOT_TOKEN: token } = environment;
  if (!domain || !value) return usage('there is no challenge: neither a name nor a value is given', howTo);
  // The name of the file that an HTTP-01 challenge wants to be served.
  if (token) return usage('certbot asks for an HTTP-01 challenge', 'Give it --preferred-challenges dns');
  const name = parseDomain(domain);
  const all = (environment['CERTBOT_ALL_DOMAINS'] ?? '').split(',').map(parseDomain);
  return challengeOf(domain, name, value, all.filter((other) => other === name).length > 1);
}

/** A key authorisation is the token, a dot and the thumbprint of the account's key (RFC 8555, section 8.1). */
function fromKeyAuthorisation(domain: string, token: string, authorisation: string): Result<Challenge, Failure> {
  if (!authorisation.startsWith(`${token}.`)) {
    return usage(`"${shown(authorisation)}" is no key authorisation of the token before it`, howTo);
  }
  return challengeOf(domain, parseDomain(domain), createHash('sha256').update(authorisation).digest('base64url'));
}

function challengeOf(typed: string, name: string | null, value: string, together = false): Result<Challenge, Failure> {
  if (name === null) return usage(`"${shown(typed)}" is no name that a challenge can have`, howTo);
  if (!/^[\w-]{1,255}$/.test(value)) return usage(`"${shown(value)}" is no value of a DNS-01 challenge`, howTo);
  return ok({ name, value, together });
}

const prefix = '_acme-challenge.';

/** The record's name for a domain, which may be a wildcard (RFC 8555, section 7.1.3) or have the record's prefix already. */
function parseDomain(text: string): string | null {
  const domain = text.replace(/^\*\./, '');
  const name = domain.toLowerCase().startsWith(prefix) ? domain : `${prefix}${domain}`;
  // The prefix alone is no domain.
  return /^[^.]+\.[^.]+\../.test(name) ? parseHost(name) : null;
}

const longestName = 253;

function parseHost(text: string): string | null {
  const name = asciiName(text.replace(/\.$/, ''));
  const labels = name?.split('.') ?? [];
  const isHost = labels.length > 1 && labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label));
  return name !== null && name.length <= longestName && isHost ? name : null;
}

const howTo =
  'Give both, as in "dynv6 acme present example.dynv6.net VALUE", or let certbot give them in its variables';

function usage(message: string, advice: string): Result<never, Failure> {
  return fail({ code: 'usage', message, advice });
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
