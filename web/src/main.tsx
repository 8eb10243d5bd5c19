import '@mantine/core/styles.css';
import './pages.css';
import { createTheme, type CSSVariablesResolver, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { VoiceProvider } from './language.tsx';

const theme = createTheme({ primaryColor: 'blue', primaryShade: { light: 8, dark: 4 }, autoContrast: true, fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif', defaultRadius: 'sm', cursorType: 'pointer' });

/** Colours of quiet words and of answers, by day and by night: each pair has a contrast of 4.5 to 1 or more. */
const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#4d545a', '--mantine-color-placeholder': '#5f666d', '--abnormal-ground': '#fbe3e5', '--abnormal-ink': '#8f1522', '--unsure-ground': '#fdf0d8', '--unsure-ink': '#714500', '--normal-ground': '#e0f2e6', '--normal-ink': '#1b5232', '--refused-ground': '#eceef0', '--refused-ink': '#43494f' },
  dark: { '--mantine-color-dimmed': '#b4bbc2', '--mantine-color-placeholder': '#a3abb2', '--abnormal-ground': '#4a2024', '--abnormal-ink': '#ffb3b9', '--unsure-ground': '#45341a', '--unsure-ink': '#f3c477', '--normal-ground': '#1d3a28', '--normal-ink': '#9fdcb5', '--refused-ground': '#31363b', '--refused-ink': '#c3c9cf' },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <VoiceProvider><App /></VoiceProvider>
    </MantineProvider>
  </StrictMode>,
);
