import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkAuditTrail } from '../../src/store/audit-trail.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { headersOf, password, type RunningServer, signIn, startServer, type Visitor } from './running-server.ts';

/** Seven abnormal, two unsure, three normal, one refused. */
const samples = Array.from({ length: 13 }, (_, i) => sampleAnalysis(i + 1, {
  label: i < 7 ? 'abnormal' : i < 9 ? 'unsure' : i < 12 ? 'normal' : null, probability: 0.99 - 0.07 * i, ratio: 2 - 0.1 * i, patientId: `P-${String(i + 1).padStart(2, '0')}`,
}));
let running: RunningServer;
let [reader, analyst]: (Visitor | undefined)[] = [];
beforeAll(async () => {
  running = await startServer(samples);
  [reader, analyst] = [await signIn(running.server, 'reader'), await signIn(running.server, 'analyst')];
}, 60_000);
afterAll(() => running.stop());

const get = (url: string, visitor: Visitor | null = analyst!) => running.server.inject({ method: 'GET', url, headers: visitor ? headersOf(visitor) : {} });
const post = (url: string, payload: object, visitor: Visitor = analyst!) => running.server.inject({ method: 'POST', url, payload, headers: headersOf(visitor) });
const patients = (answer: Awaited<ReturnType<typeof get>>) => answer.json().rows.map((row: { patientId: string }) => row.patientId);
const idOf = async (patientId: string): Promise<string> => (await get(`/api/worklist?search=${patientId}`)).json().rows[0].analysisId;

describe('signing in', () => {
  test('is needed for every route that shows data', async () => {
    for (const url of ['/api/worklist', '/api/session', '/api/scans/1', '/api/scans/1/pictures/0']) expect((await get(url, null)).statusCode, url).toBe(401);
  });

  test('is refused in both languages with one answer for a wrong name and a wrong password', async () => {
    const [wrongName, wrongPassword] = await Promise.all([post('/api/session', { name: 'nobody', password }), post('/api/session', { name: 'reader', password: 'guess' })]);
    expect(wrongName.statusCode).toBe(401);
    expect(wrongName.json()).toEqual(wrongPassword.json());
    expect(wrongName.json().message.fr).toContain('mot de passe');
  });

  test('gives a cookie that scripts and other sites cannot use', async () => {
    const answer = await running.server.inject({ method: 'POST', url: '/api/session', payload: { name: 'reader', password } });
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/);
  });

  test('with a forged cookie is refused', async () => expect((await get('/api/worklist', { cookie: 'amyloscope_session=forged', csrf: '' })).statusCode).toBe(401));

  test('ends with signing out', async () => {
    const visitor = await signIn(running.server, 'reader');
    expect((await running.server.inject({ method: 'DELETE', url: '/api/session', headers: headersOf(visitor) })).statusCode).toBe(204);
    expect((await get('/api/worklist', visitor)).statusCode).toBe(401);
  });

  test('is locked after five wrong passwords, even for the right one', async () => {
    for (let i = 0; i < 5; i++) await post('/api/session', { name: 'administrator', password: `guess ${i}` });
    expect((await post('/api/session', { name: 'administrator', password })).json().code).toBe('locked');
  });
});

describe('the list of work', () => {
  test('begins with abnormal scans, the most probable first, and ends with refused ones', async () => {
    const answer = await get('/api/worklist');
    expect(answer.json()).toMatchObject({ total: 13, counts: { abnormal: 7, unsure: 2, normal: 3, refused: 1, decided: 0 } });
    expect(patients(answer)).toEqual(samples.map(({ analysis }) => analysis.study.patientId));
  });

  test('comes in pages that do not overlap', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => get(`/api/worklist?page=${page}&pageSize=5`)));
    expect(pages.flatMap(patients)).toEqual(samples.map(({ analysis }) => analysis.study.patientId));
  });

  test('is filtered, searched and sorted', async () => {
    expect(patients(await get('/api/worklist?group=unsure'))).toEqual(['P-08', 'P-09']);
    expect(patients(await get('/api/worklist?search=p-1'))).toEqual(['P-10', 'P-11', 'P-12', 'P-13']);
    expect(patients(await get('/api/worklist?sort=ratio&pageSize=2'))).toEqual(['P-13', 'P-12']);
    expect(patients(await get('/api/worklist?sort=patient&descending=true&pageSize=1'))).toEqual(['P-13']);
  });

  test.each(["%' or 1=1 --", '%', 'P_01', '\\'])('takes %j as words, not as SQL or a pattern', async (words) => expect((await get(`/api/worklist?search=${encodeURIComponent(words)}`)).json().total).toBe(0));

  test.each(['pageSize=1000', 'page=0', 'group=all', 'sort=name', 'other=1'])('refuses %s', async (query) => expect((await get(`/api/worklist?${query}`)).statusCode).toBe(400));
});

describe('a scan', () => {
  test('has its numbers, findings and reasons in both languages, and its pictures', async () => {
    const id = await idOf('P-01');
    const scan = (await get(`/api/scans/${id}`)).json();
    expect(scan.row).toMatchObject({ patientId: 'P-01', simulated: true, group: 'abnormal' });
    expect(scan.measurements.find((one: { quantity: string }) => one.quantity === 'heartToBoneRatio')).toMatchObject({ value: null, reason: { fr: 'Trop peu de côtes ont été trouvées de l’autre côté.' } });
    expect(scan.findings[0].text.fr).toContain('Comptage faible');
    const picture = await get(`/api/scans/${id}/pictures/0`);
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  });

  test.each(['/api/scans/999999', '/api/scans/1/pictures/9'])('%s is not there', async (url) => expect((await get(url)).statusCode).toBe(404));
  test.each(['/api/scans/..%2f1', '/api/scans/1;drop', '/api/scans/-1'])('%s is not understood', async (url) => expect((await get(url)).statusCode).toBe(400));

  test('without circles has none to move', async () => {
    const answer = await post(`/api/scans/${await idOf('P-02')}/readings`, { heart: { x: 1, y: 1, radius: 1 }, keep: false });
    expect(answer.json().code).toBe('noCircle');
  });
});

describe('a decision', () => {
  test('moves the scan to the decided ones, and opening again moves it back; nothing is lost', async () => {
    const id = await idOf('P-03');
    expect((await post(`/api/scans/${id}/decisions`, { decision: 'dismissed', reason: 'old infarct' })).statusCode).toBe(204);
    expect(patients(await get('/api/worklist?group=decided'))).toEqual(['P-03']);
    await post(`/api/scans/${id}/decisions`, { decision: 'reopened' });
    expect((await get('/api/worklist?group=decided')).json().total).toBe(0);
    expect((await get(`/api/scans/${id}`)).json().decisions.map(({ decision, reason, user }: Record<string, string>) => [decision, reason, user])).toEqual([['reopened', null, 'analyst'], ['dismissed', 'old infarct', 'analyst']]);
  });

  test('to dismiss needs a reason', async () => expect((await post(`/api/scans/${await idOf('P-04')}/decisions`, { decision: 'dismissed', reason: '  ' })).json().code).toBe('noReason'));
  test('is not for a reader', async () => expect((await post(`/api/scans/${await idOf('P-04')}/decisions`, { decision: 'explored' }, reader!)).json().code).toBe('notAllowed'));
  test('without the page’s own token is refused', async () => expect((await post(`/api/scans/${await idOf('P-04')}/decisions`, { decision: 'explored' }, { ...analyst!, csrf: '' })).json().code).toBe('noToken'));
});

describe('the audit trail', () => {
  test('holds who opened and decided, and its chain is whole', async () => {
    const { rows } = await running.home.client.query('select user_name, action, subject from amyloscope.audit order by entry');
    expect(rows).toContainEqual({ user_name: 'analyst', action: 'scan.opened', subject: 'P-01' });
    expect(rows).toContainEqual({ user_name: 'analyst', action: 'scan.dismissed', subject: 'P-03' });
    expect(rows).toContainEqual({ user_name: 'reader', action: 'session.refused', subject: null });
    expect(await checkAuditTrail(running.home.client)).toEqual({ intact: true, entries: rows.length });
  });

  test('cannot be changed by a statement', async () => {
    await expect(running.home.client.query(`update amyloscope.audit set user_name = 'nobody'`)).rejects.toThrow('only added to');
    await expect(running.home.client.query('delete from amyloscope.audit')).rejects.toThrow('only added to');
    await expect(running.home.client.query('truncate amyloscope.audit')).rejects.toThrow('only added to');
  });

  test('shows where somebody who may switch that off changed or removed an entry', async () => {
    const { client } = running.home;
    const tampered = async (statement: string) => {
      await client.query('begin');
      await client.query('alter table amyloscope.audit disable trigger keep_audit');
      await client.query(statement);
      const check = await checkAuditTrail(client);
      await client.query('rollback');
      return check;
    };
    expect(await tampered(`update amyloscope.audit set subject = 'P-99' where entry = 5`)).toEqual({ intact: false, entries: 4, brokenAt: 5 });
    expect(await tampered('delete from amyloscope.audit where entry = 3')).toEqual({ intact: false, entries: 2, brokenAt: 3 });
  });
});

describe('the server', () => {
  test('describes every route it has, from the schemas that validate', async () => {
    const { paths } = (await get('/openapi.json', null)).json();
    expect(Object.keys(paths).toSorted()).toEqual(expect.arrayContaining(['/api/archives', '/api/demo', '/api/jobs', '/api/jobs/{id}', '/api/jobs/{id}/events', '/api/scans/{analysisId}', '/api/scans/{analysisId}/decisions', '/api/scans/{analysisId}/pictures/{picture}', '/api/scans/{analysisId}/readings', '/api/session', '/api/uploads', '/api/uploads/{id}', '/api/uploads/{id}/complete', '/api/uploads/{id}/files', '/api/worklist']));
  });

  test('says that it is well, and counts requests without naming a patient', async () => {
    expect((await get('/health', null)).json()).toEqual({ status: 'ok' });
    const metrics = (await get('/metrics', null)).body;
    expect(metrics).toContain('route="/api/scans/:analysisId"');
    expect(metrics).not.toContain('P-0');
  });

  test('forbids frames, foreign scripts and guessing of types', async () => {
    const { headers } = await get('/health', null);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
