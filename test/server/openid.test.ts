import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildServer } from '../../src/server/build-server.ts';
import { openIdProvider, readOpenIdSettings } from '../../src/server/openid-provider.ts';
import type { Server } from '../../src/server/server-context.ts';
import { hashPassword } from '../../src/server/passwords.ts';
import { addAccount } from '../../src/store/accounts.ts';
import { openDatabase, type Home } from '../../src/store/connection.ts';
import { openTaskQueue, type TaskQueue } from '../../src/store/task-queue.ts';

/** The people whom the provider knows, and their groups. */
const people: Readonly<Record<string, { readonly groups: readonly string[]; readonly preferred_username: string }>> = {
  'subject-1': { groups: ['nuclear', 'amyloid-admins', 'amyloid'], preferred_username: 'zoe' },
  'subject-2': { groups: ['amyloid'], preferred_username: 'administrator' },
  'subject-3': { groups: ['kitchen'], preferred_username: 'cook' },
};

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-openid-'));
let home: Home;
let queue: TaskQueue;
let server: Server;
let issuerServer: HttpServer;
let issuer: string;
let address: string;

beforeAll(async () => {
  home = await openDatabase({ folder: join(folder, 'store') });
  queue = await openTaskQueue(home);
  await addAccount(home.client, 'administrator', 'administrator', await hashPassword('a local password'));
  issuerServer = createServer();
  issuer = `http://127.0.0.1:${await listen(issuerServer)}`;
  // The address must be in the settings before the server listens.
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  address = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'amyloscope', client_secret: 'a secret of the client', redirect_uris: [`${address}/api/session/openid/return`] }],
    claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'groups'],
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id], groups: [...(people[id]?.groups ?? [])] }) }),
    pkce: { required: () => true },
  });
  issuerServer.on('request', provider.callback());
  writeFileSync(join(folder, 'openid.json'), JSON.stringify({ name: 'CHU', issuer, clientId: 'amyloscope', clientSecret: 'a secret of the client', address, roles: { 'amyloid-admins': 'administrator', amyloid: 'reader' } }));
  server = await buildServer({ home, words: { findings: {}, unsureReasons: {} }, pages: null, secureCookies: false, jobs: { queue, files: join(folder, 'files') }, openId: openIdProvider(readOpenIdSettings(join(folder, 'openid.json'))) });
  await server.listen({ port, host: '127.0.0.1' });
}, 60_000);
afterAll(async () => {
  await server.close();
  await queue.close();
  await home.leave();
  issuerServer.closeAllConnections();
  issuerServer.close();
  rmSync(folder, { recursive: true, force: true });
});

function listen(listener: HttpServer): Promise<number> {
  return new Promise((resolve) => listener.listen(0, '127.0.0.1', () => resolve((listener.address() as AddressInfo).port)));
}

/** As much of a browser as it takes: cookies by site, one address after the other. */
class Browser {
  readonly cookies = new Map<string, Map<string, string>>();

  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, jar);
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }, ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** Follows redirections up to a page, or to an address that begins so. */
  async follow(start: Response, from: string, until: string): Promise<{ readonly url: string; readonly answer: Response }> {
    let [url, answer] = [from, start];
    while (answer.status >= 300 && answer.status < 400) {
      url = new URL(answer.headers.get('location')!, url).href;
      if (url.startsWith(until)) break;
      answer = await this.open(url);
    }
    return { url, answer };
  }
}

/** Goes to the provider and signs in there. @returns the address that the provider sends back to. */
async function goToProvider(browser: Browser, subject: string): Promise<string> {
  const back = `${address}/api/session/openid/return`;
  let { url, answer } = await browser.follow(await browser.open(`${address}/api/session/openid`), `${address}/api/session/openid`, back);
  for (const form of [{ prompt: 'login', login: subject, password: 'any' }, { prompt: 'consent' }]) {
    expect(answer.status).toBe(200);
    ({ url, answer } = await browser.follow(await browser.open(url, form), url, back));
    if (url.startsWith(back)) break;
  }
  return url;
}

async function sessionOf(browser: Browser): Promise<{ readonly status: number; readonly json: Record<string, string> }> {
  const answer = await browser.open(`${address}/api/session`);
  return { status: answer.status, json: await answer.json() as Record<string, string> };
}

async function signIn(subject: string): Promise<Browser> {
  const browser = new Browser();
  const answer = await browser.open(await goToProvider(browser, subject));
  expect(answer.headers.get('location')).toBe('/');
  return browser;
}

test('the way to the provider is offered by its name', async () => {
  expect(await (await fetch(`${address}/api/sign-in`)).json()).toEqual({ openId: { name: 'CHU', address: '/api/session/openid' } });
});

describe('signing in through a provider', () => {
  test('gives the strongest role of one’s groups, and the same account each time', async () => {
    expect((await sessionOf(await signIn('subject-1'))).json).toMatchObject({ name: 'zoe', role: 'administrator' });
    await signIn('subject-1');
    expect((await home.client.query(`select name, role from amyloscope.app_user where openid_subject = $1`, [`${issuer} subject-1`])).rows).toEqual([{ name: 'zoe', role: 'administrator' }]);
  });

  test('under the name of a local account gives an account of its own', async () => {
    expect((await sessionOf(await signIn('subject-2'))).json).toMatchObject({ name: 'administrator (2)', role: 'reader' });
    expect((await home.client.query(`select role, openid_subject from amyloscope.app_user where name = 'administrator'`)).rows).toEqual([{ role: 'administrator', openid_subject: null }]);
  });

  test('is refused to somebody in no group that has a role', async () => {
    const browser = new Browser();
    const answer = await browser.open(await goToProvider(browser, 'subject-3'));
    expect(answer.headers.get('location')).toBe('/?signIn=refused');
    expect((await sessionOf(browser)).status).toBe(401);
  });

  test('is refused with its reason to somebody whose account is disabled', async () => {
    await signIn('subject-2');
    await home.client.query(`update amyloscope.app_user set disabled = true where name = 'administrator (2)'`);
    const browser = new Browser();
    const answer = await browser.open(await goToProvider(browser, 'subject-2'));
    expect(answer.headers.get('location')).toBe('/?signIn=disabled');
    expect((await sessionOf(browser)).status).toBe(401);
    expect((await home.client.query(`select user_name, action from amyloscope.audit order by entry desc limit 1`)).rows).toEqual([{ user_name: 'administrator (2)', action: 'session.refused' }]);
    await home.client.query(`update amyloscope.app_user set disabled = false where name = 'administrator (2)'`);
    await signIn('subject-2');
  });

  test('leaves an account that no password opens', async () => {
    await signIn('subject-1');
    for (const password of ['none', ' ', '$argon2id$']) {
      const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { name: 'zoe', password } });
      expect(answer.json().code).toBe('wrongPassword');
    }
    await home.client.query(`update amyloscope.app_user set failures = 0 where name = 'zoe'`);
  });

  test('cannot be ended in another browser, nor twice, nor with a changed code or state', async () => {
    const browser = new Browser();
    const back = await goToProvider(browser, 'subject-1');
    const refused = async (by: Browser, url: string) => (await by.open(url)).headers.get('location');
    expect(await refused(new Browser(), back)).toBe('/?signIn=refused');
    const other = new Browser();
    const otherBack = await goToProvider(other, 'subject-1');
    expect(await refused(other, otherBack.replace(/code=[^&]*/, 'code=forged'))).toBe('/?signIn=refused');
    const third = new Browser();
    const thirdBack = await goToProvider(third, 'subject-1');
    expect(await refused(third, thirdBack.replace(/state=[^&]*/, 'state=forged'))).toBe('/?signIn=refused');
    expect((await browser.open(back)).headers.get('location')).toBe('/');
    expect(await refused(browser, back)).toBe('/?signIn=refused');
  });
});

test('a provider that is away leads back to the page of sign-in', async () => {
  const away = openIdProvider({ name: 'away', issuer: 'http://127.0.0.1:1', clientId: 'a', clientSecret: 'b', address, groupsClaim: 'groups', roles: {} });
  const other = await buildServer({ home, words: { findings: {}, unsureReasons: {} }, pages: null, secureCookies: false, jobs: { queue, files: join(folder, 'files') }, openId: away });
  expect((await other.inject({ url: '/api/session/openid' })).headers.location).toBe('/?signIn=refused');
  await other.close();
});

describe('settings of a provider', () => {
  test.each([['{', /cannot be read/], ['{"name":"CHU"}', /Needed are name, issuer, clientId/], [JSON.stringify({ name: 'CHU', issuer: 'ftp://x', clientId: 'a', clientSecret: 'b', address: 'http://a', roles: {} }), /issuer/], [JSON.stringify({ name: 'CHU', issuer: 'https://x', clientId: 'a', clientSecret: 'b', address: 'http://a', roles: { all: 'king' } }), /roles/]])('%s are refused in words', (text, words) => {
    writeFileSync(join(folder, 'bad.json'), text);
    expect(() => readOpenIdSettings(join(folder, 'bad.json'))).toThrow(words);
  });

  test('of a provider elsewhere without https are not used', async () => {
    const provider = openIdProvider({ name: 'x', issuer: 'http://192.0.2.1', clientId: 'a', clientSecret: 'b', address, groupsClaim: 'groups', roles: {} });
    await expect(provider.begin()).rejects.toMatchObject({ code: 'OAUTH_HTTP_REQUEST_FORBIDDEN' });
  });
});
