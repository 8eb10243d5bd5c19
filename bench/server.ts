/**
 * Speed of the server: its list of work and scan pages with many studies in the store, and what it takes in by C-STORE and
 * STOW-RS beside Orthanc on the same machine in the same run.
 *
 * Usage: script/bench server [--part pages|ingest] [--studies 100000] [--requests 300] [--rounds 3]
 */
import { parseArgs } from 'node:util';
import { measureIngest } from './parts/server-ingest.ts';
import { measurePages } from './parts/server-pages.ts';

const { values: { part, studies, requests, rounds } } = parseArgs({
  options: { part: { type: 'string' }, studies: { type: 'string', default: '100000' }, requests: { type: 'string', default: '300' }, rounds: { type: 'string', default: '3' } },
});
if (part === undefined || part === 'pages') await measurePages(Number(studies), Number(requests));
if (part === undefined || part === 'ingest') await measureIngest(Number(rounds));
