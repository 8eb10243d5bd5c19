import '@mantine/core/styles.css';
import './pages.css';
import { createTheme, type CSSVariablesResolver, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { VoiceProvider } from './language.tsx';

const theme = createTheme({ primaryColor: 'blue', primaryShade: { light: 8, dark: 8 }, autoContrast: true, fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif', defaultRadius: 'sm', cursorType: 'pointer' });

/** Colours of quiet words and of answers, by day and by night: each pair has a contrast of 4.5 to 1 or more. */
const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--paper': '#ffffff', '--ink': '#1a1c1e', '--faint': '#5c6166', '--series-1': '#0072b2', '--series-2': '#b84d00', '--series-3': '#00795a', '--series-4': '#a0457a', '--series-5': '#8a6000', '--mantine-color-dimmed': '#4d545a', '--mantine-color-placeholder': '#5f666d', '--abnormal-ground': '#fbe3e5', '--abnormal-ink': '#8f1522', '--unsure-ground': '#fdf0d8', '--unsure-ink': '#714500', '--normal-ground': '#e0f2e6', '--normal-ink': '#1b5232', '--refused-ground': '#eceef0', '--refused-ink': '#43494f' },
  dark: { '--mantine-color-grape-outline': '#e599f7', '--paper': '#242424', '--ink': '#e4e6e8', '--faint': '#a3abb2', '--series-1': '#56b4e9', '--series-2': '#f08a3c', '--series-3': '#2fc79b', '--series-4': '#e29ac3', '--series-5': '#e6b53c', '--mantine-color-dimmed': '#b4bbc2', '--mantine-color-placeholder': '#a3abb2', '--abnormal-ground': '#4a2024', '--abnormal-ink': '#ffb3b9', '--unsure-ground': '#45341a', '--unsure-ink': '#f3c477', '--normal-ground': '#1d3a28', '--normal-ink': '#9fdcb5', '--refused-ground': '#31363b', '--refused-ink': '#c3c9cf' },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <VoiceProvider><App /></VoiceProvider>
    </MantineProvider>
  </StrictMode>,
);
