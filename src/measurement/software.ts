import packageJson from '../../package.json' with { type: 'json' };

/** What stands under every result, in the language of the file format. */
export const software = {
  name: 'Amyloscope',
  version: packageJson.version,
  intendedUse: 'Research use only. Not a medical device.',
} as const;
