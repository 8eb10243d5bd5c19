import { readFileSync } from 'node:fs';
import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, type Configuration, discovery, fetchUserInfo, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { roleSchema } from '../contract/session.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Role, VouchedPerson } from '../store/accounts.ts';

const settingsSchema = Type.Object({
  /** What the button says: the hospital's name for it. */
  name: Type.String({ minLength: 1 }),
  issuer: Type.String({ pattern: '^https?://' }),
  clientId: Type.String({ minLength: 1 }),
  clientSecret: Type.String({ minLength: 1 }),
  /** The address under which browsers reach Amyloscope. */
  address: Type.String({ pattern: '^https?://' }),
  /** The claim that names a person's groups. */
  groupsClaim: Type.String({ default: 'groups' }),
  /** The role that a group gives; the strongest counts. */
  roles: Type.Record(Type.String(), roleSchema),
  /** The role of people in none of these groups; without it they may not sign in. */
  otherwise: Type.Optional(roleSchema),
}, { additionalProperties: false });
export type OpenIdSettings = Static<typeof settingsSchema>;

/** A sign-in that has begun: what the provider must bring back. */
interface Begun {
  readonly verifier: string;
  readonly nonce: string;
  readonly at: number;
}

/** A provider of identities, by OpenID Connect: authorization code with PKCE. */
export interface OpenIdProvider {
  readonly name: string;
  /** Begins a sign-in. @returns where to send the browser, and the state it must bring back. */
  begin(): Promise<{ readonly address: string; readonly state: string }>;
  /**
   * Ends a sign-in, once. @param state as the browser has kept it. @param query what the provider sent along.
   * @returns null for somebody who has no role here. @throws what is wrong with the answer.
   */
  finish(state: string, query: string): Promise<VouchedPerson | null>;
}

export const returnPath = '/api/session/openid/return';
const strongestFirst: readonly Role[] = ['administrator', 'analyst', 'reader'];
const patienceMs = 10 * 60_000;
const mostBegun = 1000;

/** Reads the settings of a provider from a JSON file. @throws AmyloscopeError `notFound`, `invalidInput` with what is wrong. */
export function readOpenIdSettings(path: string): OpenIdSettings {
  let settings: unknown;
  try {
    settings = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new AmyloscopeError('notFound', { en: `The settings of OpenID Connect in ${path} cannot be read: ${(cause as Error).message}`, fr: `Les réglages d’OpenID Connect dans ${path} ne peuvent être lus : ${(cause as Error).message}` }, { cause });
  }
  const whole = Value.Default(settingsSchema, settings);
  const [error] = Value.Errors(settingsSchema, whole);
  if (error) throw new AmyloscopeError('invalidInput', { en: `${path}: ${error.instancePath || 'the file'} ${error.message}. Needed are name, issuer, clientId, clientSecret, address and roles.`, fr: `${path} : ${error.instancePath || 'le fichier'} ${error.message}. Il faut name, issuer, clientId, clientSecret, address et roles.` });
  return whole as OpenIdSettings;
}

/** The provider that settings name. It is asked for its addresses when first needed, so that it may be away at the start. */
export function openIdProvider(settings: OpenIdSettings): OpenIdProvider {
  let known: Promise<Configuration> | null = null;
  const begun = new Map<string, Begun>();
  const configuration = (): Promise<Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  return {
    name: settings.name,
    async begin() {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      forgetOld(begun);
      begun.set(state, { verifier, nonce, at: Date.now() });
      const parameters = { redirect_uri: new URL(returnPath, settings.address).href, scope: `openid profile ${settings.groupsClaim}`, state, nonce, code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
      return { address: buildAuthorizationUrl(await configuration(), parameters).href, state };
    },
    async finish(state, query) {
      const one = begun.get(state);
      begun.delete(state);
      if (!one || Date.now() - one.at > patienceMs) throw new Error('no such sign-in was begun here');
      const provider = await configuration();
      const tokens = await authorizationCodeGrant(provider, new URL(`${returnPath}?${query}`, settings.address), { pkceCodeVerifier: one.verifier, expectedState: state, expectedNonce: one.nonce, idTokenExpected: true });
      const { sub, iss } = tokens.claims()!;
      return personOf(settings, `${iss} ${sub}`, { ...tokens.claims(), ...await fetchUserInfo(provider, tokens.access_token, sub) });
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<Configuration> {
  const address = new URL(issuer);
  // Secrets go in the clear to this computer alone.
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname);
  return discovery(address, clientId, clientSecret, undefined, isHere ? { execute: [allowInsecureRequests] } : {});
}

function forgetOld(begun: Map<string, Begun>): void {
  // The oldest come first.
  for (const [state, { at }] of begun) if (begun.size >= mostBegun || Date.now() - at > patienceMs) begun.delete(state);
}

function personOf({ groupsClaim, roles, otherwise }: OpenIdSettings, subject: string, claims: Readonly<Record<string, unknown>>): VouchedPerson | null {
  const groups = [claims[groupsClaim]].flat().map(String);
  const given = groups.flatMap((group) => (Object.hasOwn(roles, group) ? [roles[group]] : []));
  const role = strongestFirst.find((one) => given.includes(one)) ?? otherwise;
  if (!role) return null;
  return { subject, role, name: String(claims['preferred_username'] ?? claims['name'] ?? claims['sub']).slice(0, 200) };
}
