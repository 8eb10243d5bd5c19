import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Language, type Text, texts } from './texts.ts';

interface Voice {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The words of a text, its `{places}` filled. */
  readonly say: (text: Text, parameters?: Readonly<Record<string, string | number>>) => string;
  readonly number: (value: number, decimals: number) => string;
  /** Day and time of an ISO 8601 instant, where the reader is. */
  readonly time: (at: string) => string;
}

const VoiceContext = createContext<Voice | null>(null);
const kept = 'amyloscope-language';
const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** Speaks the language chosen before, else that of the browser. */
export function VoiceProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(kept) ?? navigator.language).startsWith('fr') ? 'fr' : 'en');
  useEffect(() => {
    localStorage.setItem(kept, language);
    document.documentElement.lang = language;
  }, [language]);
  const voice = useMemo((): Voice => ({
    language, setLanguage,
    say: (text, parameters = {}) => text[language].replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place)),
    time: (at) => new Date(at).toLocaleString(localeOf[language], { dateStyle: 'medium', timeStyle: 'short' }),
    number: (value, decimals) => value.toLocaleString(localeOf[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  }), [language]);
  return <VoiceContext value={voice}>{children}</VoiceContext>;
}

export function useVoice(): Voice {
  const voice = useContext(VoiceContext);
  if (!voice) throw new Error(texts.loading.en);
  return voice;
}
