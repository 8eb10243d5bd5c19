import { quantile } from '../../src/statistics/quantile.ts';
import { randomSource } from '../../src/statistics/random-source.ts';
import { startServer, signIn } from '../../test/server/running-server.ts';
import { sampleAnalysis } from '../../test/store/sample-analysis.ts';

/**
 * Speed of the list of work and of scan pages with many studies in the store: copies of one simulated analysis, each of another
 * patient with another ratio. Requests follow one another over HTTP on this computer, as one reader's browser would send them.
 */
export async function measurePages(studies: number, requests: number): Promise<void> {
  const running = await startServer([sampleAnalysis(1, { label: 'abnormal', probability: 0.9, ratio: 1.7 })]);

  const begun = performance.now();
  await running.home.client.query(`
    insert into amyloscope.analysis (method_id, images_hash, content_hash, modality, study_instance_uid, patient_id, study_date, label, abnormal_uptake_probability, heart_to_contralateral_ratio, analysis, number_lists, thumbnails, thumbnail_pixels)
    select method_id, sha256(n::text::bytea), sha256(n::text::bytea), modality, '1.2.3.' || n, 'P' || n, to_char(date '2015-01-01' + n % 3650, 'YYYY-MM-DD'),
      (array['normal', 'normal', 'normal', 'normal', 'unsure', 'abnormal'])[1 + n % 6], (n::bigint * 7919 % 10000) / 10000.0, 0.9 + (n::bigint * 104729 % 20000) / 10000.0, jsonb_set(analysis, '{study,patientId}', to_jsonb('P' || n)), number_lists, thumbnails, thumbnail_pixels
    from amyloscope.analysis, generate_series(2, $1::integer) n where analysis_id = 1`, [studies]);
  await running.home.client.query('analyze');
  console.log(`${studies} studies in the store, filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`);

  const address = await running.server.listen({ port: 0, host: '127.0.0.1' });
  const { cookie } = await signIn(running.server, 'reader');
  const random = randomSource(4);
  const pages: Readonly<Record<string, () => string>> = {
    'list of work, first page': () => '/api/worklist',
    'list of work, any page of one group': () => `/api/worklist?group=abnormal&page=${1 + random.index(300)}`,
    'list of work, sorted by ratio': () => `/api/worklist?sort=ratio&descending=true&page=${1 + random.index(100)}`,
    'list of work, a patient searched for': () => `/api/worklist?search=P${random.index(studies)}`,
    'one scan': () => `/api/scans/${1 + random.index(studies)}`,
    'picture of a scan': () => `/api/scans/${1 + random.index(studies)}/pictures/0`,
  };
  for (const [name, path] of Object.entries(pages)) {
    const times: number[] = [];
    for (let i = 0; i < requests; i++) {
      const start = performance.now();
      const answer = await fetch(address + path(), { headers: { cookie } });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      times.push(performance.now() - start);
    }
    const total = times.reduce((sum, one) => sum + one, 0);
    console.log(`  ${name.padEnd(40)}${((1000 * requests) / total).toFixed(0).padStart(6)} requests/s, median ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`);
  }
  await running.stop();
}
