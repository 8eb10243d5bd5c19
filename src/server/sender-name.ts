/**
 * What a sender calls a file, made harmless: parts of a path joined by single slashes, without drive, root, `.` and `..`, control
 * and direction characters shown as U+FFFD. It is shown to people and opens nothing.
 *
 * @returns null when nothing is left of it.
 * @example senderName('C:\\scans\\..\\a.dcm') // 'scans/a.dcm'
 */
export function senderName(path: string): string | null {
  const parts = path.replace(/^[a-z]:/i, '').split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/').toWellFormed().replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD') || null;
}
