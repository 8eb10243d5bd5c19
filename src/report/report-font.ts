import { createRequire } from 'node:module';

/** Inter under the SIL Open Font License: Latin, Greek and Cyrillic of every European language. */
const require = createRequire(import.meta.url);

/** Paths of the font of reports, by weight. */
export const reportFont = {
  regular: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  semibold: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
} as const;

export type Weight = keyof typeof reportFont;
