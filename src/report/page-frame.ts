import { readFileSync } from 'node:fs';
import type { Language, Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { escapeHtml, html, inEveryLanguage, trusted, type Markup } from './markup.ts';
import { screeningTexts as texts } from './screening-texts.ts';

const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');
const script = readFileSync(new URL('page-controls.js', import.meta.url), 'utf8');

/** Nothing may be fetched: what the page shows is in the page. */
const contentPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** Everything before the first word of a page. */
export function pageHead(title: Text, language: Language): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Amyloscope ${software.version}">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<title>Amyloscope · ${escapeHtml(title[language])}</title>
<style>
${style}</style>
</head>
<body>
`;
}

const languageButtons = html`<span class="languages"><button type="button" data-language="en">English</button><button type="button" data-language="fr">Français</button></span>`;

/** Language alone, for pages without pictures. */
export const languageControls = html`<div class="controls" role="group">${languageButtons}</div>
`;

/** Language, regions, grey scale, window and search; `legend` names the colours of the regions. */
export function pageControls(legend: Markup): Markup {
  return html`<div class="controls" role="group">
${languageButtons}
<label><input type="checkbox" id="show-regions" checked> ${inEveryLanguage(texts.regions)}</label>${legend}
<label><input type="checkbox" id="inverse-grey" checked> ${inEveryLanguage(texts.inverse)}</label>
<label>${inEveryLanguage(texts.brightness)} <input type="range" id="brightness" min="0.4" max="4" step="0.1" value="1"></label>
<label class="search">${inEveryLanguage(texts.search)} <input type="search" id="search" spellcheck="false"></label>
</div>
`;
}

/** Closes a page: what made it, in its exact versions, and what it is not. */
export function pageFoot(facts: readonly (readonly [name: Text, value: string])[]): string {
  const items = facts.map(([name, value]) => html`<div><dt>${inEveryLanguage(name)}</dt><dd>${value}</dd></div>`);
  return html`</main>
<footer><p><b>${inEveryLanguage(texts.research)}</b> ${software.name} ${software.version}</p><dl>${items}</dl></footer>
<script>
${trusted(script)}</script>
</body>
</html>
`.markup;
}
