import { catalogue } from '../measurement/catalogue.ts';
import type { FindingWords } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import type { Measurement } from '../measurement/measurement.ts';
import type { ScanAnswer } from '../contract/scan.ts';
import { byGravity, findingInWords, unsureInWords } from '../report/finding-words.ts';
import { formatQuantityInterval, quantityWithUnit } from '../report/format-quantity.ts';
import { reasonText } from '../report/not-measured-texts.ts';
import { driversInOneLine, phenotypesInOneLine } from '../report/report-answer.ts';
import { scoreInWords, scoresFirst } from '../report/score-words.ts';
import type { StoredDecision, StoredReading, StoredScan } from '../store/worklist.ts';
import { answerOf, worklistRow } from './present-work.ts';

interface Beside {
  readonly readings: readonly StoredReading[];
  readonly decisions: readonly StoredDecision[];
  readonly words: FindingWords;
  readonly patientKey: string | null;
}

/** Everything a person looks at on the page of one scan. */
export function scanAnswer({ analysisId, analysis, thumbnails }: StoredScan, { readings, decisions, words, patientKey }: Beside): ScanAnswer {
  const { study, quality, classification, measurements, regions, models, software } = analysis;
  const [latest] = decisions;
  const open = !latest || latest.decision === 'reopened';
  return {
    modality: analysis.modality,
    row: worklistRow({ analysisId, group: open ? answerOf(analysis) : 'decided', decision: latest ?? null, analysis }, patientKey, words),
    person: { sex: study.patientSex, ageYears: study.patientAgeYears, camera: [study.manufacturer, study.model].filter(Boolean).join(' '), uptakeTimeHours: study.uptakeTimeHours },
    measurements: measurements.map(measurementRow),
    findings: byGravity(quality.findings).map((finding) => ({ code: finding.code, severity: finding.severity, text: findingInWords(finding, words) })),
    phenotype: [phenotypesInOneLine, driversInOneLine].flatMap((write) => {
      const [en, fr] = [write(analysis, 'en'), write(analysis, 'fr')];
      return en === null || fr === null ? [] : [{ en, fr }];
    }),
    scores: scoresFirst(analysis.scores ?? []).map((score) => ({ en: scoreInWords(score, 'en'), fr: scoreInWords(score, 'fr') })),
    unsureReasons: [...unsureInWords(classification?.unsureReasons ?? [], quality.findings, words)],
    recommendations: (classification?.recommendation ?? []).map(({ text, source }) => ({ text, source })),
    pictures: thumbnails.map(({ source, rows, columns, scale: [scaleRows, scaleColumns] }, picture) => ({ picture, ...source, rows, columns, scaleRows, scaleColumns })),
    regions: regions.map((region) => ({
      name: region.name, ...region.source,
      circle: region.shape === 'circle' ? { x: region.x, y: region.y, radius: region.radius } : null,
      points: region.shape === 'polygon' ? region.points.map(([x, y]): [number, number] => [x, y]) : [],
    })),
    readings: readings.filter(({ reading }) => 'heart' in reading).map(({ reading, user, at }) => ({ ...(reading as Pick<ScanAnswer['readings'][number], 'heart' | 'contralateral' | 'ratio'>), user, at: at.toISOString() })),
    decisions: decisions.map(({ at, ...decision }) => ({ ...decision, at: at.toISOString() })),
    software: `${software.name} ${software.version}`,
    models: models.map(({ name, version, sha256 }) => `${name} ${version} (SHA-256 ${sha256.slice(0, 12)}…)`),
  };
}

function measurementRow(measurement: Measurement): ScanAnswer['measurements'][number] {
  const { quantity, method, model } = measurement;
  const { name, definition, source } = catalogue[quantity];
  const inBoth = (write: (language: 'en' | 'fr') => string): Text => ({ en: write('en'), fr: write('fr') });
  const measured = measurement.status === 'measured' ? measurement : null;
  return {
    quantity, name, definition, source,
    value: measured && inBoth((language) => quantityWithUnit(quantity, measured.value, language)),
    interval: measured && inBoth((language) => formatQuantityInterval(quantity, measured.interval95, language)),
    reason: measurement.status === 'notMeasured' ? reasonText(measurement) : null,
    method: `${method.name} ${method.version}`,
    model: model && `${model.name} ${model.version}`,
  };
}
