// Runs in the page: language, window and search. Regions and grey scale are switched by the style sheet alone.
const root = document.documentElement;

function speak(language) {
  const [from, to] = language === 'fr' ? ['.', ','] : [',', '.'];
  if (root.lang !== language) for (const number of document.querySelectorAll('.n')) number.textContent = number.textContent.replaceAll(from, to);
  root.lang = language;
  for (const button of document.querySelectorAll('[data-language]')) button.setAttribute('aria-pressed', String(button.dataset.language === language));
}

function search(words) {
  const wanted = words.trim().toLowerCase();
  for (const entry of document.querySelectorAll('[data-key]')) entry.hidden = !entry.dataset.key.includes(wanted);
  if (wanted) for (const group of document.querySelectorAll('details.group')) group.open = group.querySelector('[data-key]:not([hidden])') !== null;
}

/** A link to a folded group unfolds it. */
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const group = target && target.closest('details');
  if (group) group.open = true;
}

for (const button of document.querySelectorAll('[data-language]')) button.addEventListener('click', () => speak(button.dataset.language));
document.getElementById('brightness')?.addEventListener('input', (event) => root.style.setProperty('--brightness', event.target.value));
document.getElementById('search')?.addEventListener('input', (event) => search(event.target.value));
addEventListener('hashchange', unfold);
speak(root.lang);
unfold();
