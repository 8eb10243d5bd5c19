/** How one series of a chart is drawn: told apart by its dashes as well as by its colour. */
export interface SeriesStyle {
  /** A colour of the style sheet. */
  readonly colour: string;
  readonly dash: string;
}

/**
 * Colours and dashes in their order. The colours are those of Okabe and Ito that stand out on paper; people with any
 * form of colour blindness tell them apart.
 * Source: Okabe and Ito, Color Universal Design 2008, jfly.uni-koeln.de/color.
 */
const styles: readonly SeriesStyle[] = [
  { colour: 'var(--series-1)', dash: '' },
  { colour: 'var(--series-2)', dash: '6 3' },
  { colour: 'var(--series-3)', dash: '2 3' },
  { colour: 'var(--series-4)', dash: '9 3 2 3' },
  { colour: 'var(--series-5)', dash: '12 4' },
  { colour: 'var(--ink)', dash: '1 4' },
];

/** The style of the series at a place, counted from 0; after the last the first comes again. */
export function seriesStyle(place: number): SeriesStyle {
  return styles[place % styles.length];
}
