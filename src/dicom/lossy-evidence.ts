import type { DataSet } from './data-set.ts';
import { numberValue, sequenceItems, textValue } from './element-values.ts';
import type { TransferSyntax } from './transfer-syntax.ts';

/** Codes of "Lossy Compression" in derivations. Source: DICOM PS3.16, DCM 113040. */
const LOSSY_CODE = '113040';

/** Words that a person or a program leaves when pixels were altered; "lossless" is not among them. */
const LOSSY_WORDS = /\b(lossy|irreversible)\b/i;
const STATED_RATIO = /\b(\d+(?:\.\d+)?)\s*:\s*1\b/;
/** Lossless compression of counts ends below this; a stated ratio above it was paid for with pixels. */
const LARGEST_LOSSLESS_RATIO = 20;

function ratioInWords(text: string): number {
  return Number(STATED_RATIO.exec(text)?.[1] ?? 0);
}

/**
 * Why the pixels are not the original ones, in words, or null when nothing says so. A file decompressed again keeps the
 * traces in its header: flag, ratio, derivation.
 * Source: DICOM PS3.3 section C.7.6.1.1.5.
 */
export function lossyEvidence(dataSet: DataSet, transferSyntax: TransferSyntax): string | null {
  if (transferSyntax.lossy === 'always') return `Transfer syntax ${transferSyntax.name} does not keep pixels exactly.`;
  if (textValue(dataSet, 'LossyImageCompression') === '01') return '(0028,2110) LossyImageCompression is 01.';
  const ratio = numberValue(dataSet, 'LossyImageCompressionRatio');
  if (ratio !== null && ratio > 1) return `(0028,2112) LossyImageCompressionRatio is ${ratio}.`;
  const codes = sequenceItems(dataSet, 'DerivationCodeSequence').map((item) => textValue(item, 'CodeValue'));
  if (codes.includes(LOSSY_CODE)) return '(0008,9215) DerivationCodeSequence says lossy compression (DCM 113040).';
  const description = textValue(dataSet, 'DerivationDescription') ?? '';
  if (LOSSY_WORDS.test(description) || ratioInWords(description) > LARGEST_LOSSLESS_RATIO) return `(0008,2111) DerivationDescription says "${description}".`;
  if (transferSyntax.lossy === 'perhaps') return `Transfer syntax ${transferSyntax.name} may alter pixels and the file does not say that it did not.`;
  return null;
}
