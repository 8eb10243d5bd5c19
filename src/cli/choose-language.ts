import type { Language } from '../measurement/language.ts';

/**
 * The language to speak: the value of `--language` where given, else that of the locale, else English.
 *
 * Read before the options are parsed, because the help itself is written in it.
 * @param environment LC_ALL comes before LC_MESSAGES, which comes before LANG, as POSIX has it.
 * @example chooseLanguage(['screen', '--language', 'fr'], {}) // 'fr'
 */
export function chooseLanguage(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Language {
  const named = args.findLast((arg, i) => arg.startsWith('--language=') || args[i - 1] === '--language')?.replace('--language=', '');
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return (named ?? locale).toLowerCase().startsWith('fr') ? 'fr' : 'en';
}
