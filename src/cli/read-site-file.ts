import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { dicomwebPacs } from '../dicom/network/dicomweb-pacs.ts';
import { dimsePacs } from '../dicom/network/dimse-pacs.ts';
import type { Pacs } from '../dicom/network/pacs.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';

const port = Type.Integer({ minimum: 1, maximum: 65_535 });
/** Up to 16 characters of ASCII without the backslash. Source: DICOM PS3.5 section 6.2, AE. */
const aeTitle = Type.String({ pattern: '^[!-\\[\\]-~]([ -\\[\\]-~]{0,14}[!-\\[\\]-~])?$' });
const silenceSeconds = Type.Optional(Type.Integer({ minimum: 1, maximum: 3600 }));

const dimseSchema = Type.Object({
  protocol: Type.Literal('dimse'), host: Type.String({ minLength: 1 }), port, aeTitle,
  tlsCaFile: Type.Optional(Type.String()),
  moveTo: Type.Optional(Type.Object({ host: Type.String({ minLength: 1 }), port }, { additionalProperties: false })),
  silenceSeconds,
}, { additionalProperties: false });

const dicomwebSchema = Type.Object({
  protocol: Type.Literal('dicomweb'), url: Type.String({ pattern: '^https?://' }),
  user: Type.Optional(Type.String()), passwordFile: Type.Optional(Type.String()), tokenFile: Type.Optional(Type.String()), tlsCaFile: Type.Optional(Type.String()),
  silenceSeconds,
}, { additionalProperties: false });

const siteSchema = Type.Object({
  aeTitle,
  nodes: Type.Record(Type.String(), Type.Union([dimseSchema, dicomwebSchema])),
}, { additionalProperties: false });

/** The systems of a site: how each is reached, and by what name this one goes. */
export interface Site {
  readonly aeTitle: string;
  readonly names: readonly string[];
  /** @throws AmyloscopeError `notFound` when the site file names no such system, or a file it refers to cannot be read. */
  pacs(name: string): Promise<Pacs>;
}

const names = {
  site: { en: 'site file', fr: 'fichier de site' },
  certificates: { en: 'file of trusted certificates', fr: 'fichier des certificats admis' },
  token: { en: 'file of the token', fr: 'fichier du jeton' },
  password: { en: 'file of the password', fr: 'fichier du mot de passe' },
} as const satisfies Record<string, Text>;

/** A side that says nothing for so long is given up. */
const USUAL_SILENCE_SECONDS = 60;

async function read(path: string, what: Text): Promise<string> {
  return readFile(path, 'utf8').catch((cause: Error) => {
    throw new AmyloscopeError('notFound', { en: `The ${what.en} ${path} cannot be read: ${cause.message}.`, fr: `Ne peut être lu : ${path}, ${what.fr} (${cause.message}).` }, { cause });
  });
}

/**
 * Reads the file that names the systems of a site. Passwords stand in files of their own, named in it, so that it may be
 * shown; paths are relative to it.
 * @throws AmyloscopeError `notFound` when there is no such file, `invalidInput` naming what in it is not understood.
 */
export async function readSiteFile(path: string): Promise<Site> {
  const parsed = parseJson(await read(path, names.site), path);
  if (!Value.Check(siteSchema, parsed)) {
    const [first] = Value.Errors(siteSchema, parsed);
    throw new AmyloscopeError('invalidInput', { en: `The site file ${path} is not understood at "${first?.instancePath || '/'}": it ${first?.message ?? 'has another form'}. docs/pacs.md shows one.`, fr: `Le fichier de site ${path} n’est pas compris à "${first?.instancePath || '/'}" (${first?.message ?? 'autre forme'}). docs/pacs.md en montre un.` });
  }
  const near = async (name: string | undefined, what: Text) => (name === undefined ? null : (await read(resolve(dirname(path), name), what)).trim());
  return {
    aeTitle: parsed.aeTitle,
    names: Object.keys(parsed.nodes),
    pacs: async (name) => {
      const node = Object.hasOwn(parsed.nodes, name) ? parsed.nodes[name] : undefined;
      if (!node) throw new AmyloscopeError('notFound', { en: `The site file ${path} names no system "${name}". It names ${Object.keys(parsed.nodes).join(', ') || 'none'}.`, fr: `Le fichier de site ${path} ne nomme pas de système "${name}". Il nomme : ${Object.keys(parsed.nodes).join(', ') || 'aucun'}.` });
      const trusted = await near(node.tlsCaFile, names.certificates);
      const silenceMs = 1000 * (node.silenceSeconds ?? USUAL_SILENCE_SECONDS);
      if (node.protocol === 'dicomweb') return dicomwebPacs({ url: node.url, authorization: await authorizationOf(node, near), trusted, silenceMs });
      const { host, port, aeTitle: called, moveTo } = node;
      return dimsePacs({ host, port, aeTitle: called, callingAeTitle: parsed.aeTitle, trusted, silenceMs }, moveTo ?? null);
    },
  };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AmyloscopeError('invalidInput', { en: `The site file ${path} is not JSON: ${(cause as Error).message}. docs/pacs.md shows one.`, fr: `Le fichier de site ${path} n’est pas du JSON : ${(cause as Error).message}. docs/pacs.md en montre un.` }, { cause });
  }
}

async function authorizationOf({ user, passwordFile, tokenFile }: Static<typeof dicomwebSchema>, near: (name: string | undefined, what: Text) => Promise<string | null>): Promise<string | null> {
  if (tokenFile !== undefined) return `Bearer ${await near(tokenFile, names.token)}`;
  if (user === undefined) return null;
  return `Basic ${Buffer.from(`${user}:${(await near(passwordFile, names.password)) ?? ''}`).toString('base64')}`;
}
