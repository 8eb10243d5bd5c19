/** The languages in which Amyloscope speaks to people. */
export type Language = 'en' | 'fr';

/** One text in every language. */
export type Text = Readonly<Record<Language, string>>;
