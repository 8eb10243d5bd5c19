import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Python of Debian, which sees Debian's pydicom. */
export const python = '/usr/bin/python3';

function starts(program: string, args: readonly string[] = ['--help']): boolean {
  return spawnSync(program, args).error === undefined;
}

/** Installs a Debian package where that is allowed and its program is missing. @returns whether the program is there. */
function provided(debianPackage: string, isThere: () => boolean): boolean {
  if (!isThere() && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    spawnSync('apt-get', ['install', '--yes', '--quiet', debianPackage], { timeout: 100_000 });
  }
  return isThere();
}

export const hasDciodvfy = provided('dicom3tools', () => starts('dciodvfy'));
export const hasDcmtk = provided('dcmtk', () => starts('dsrdump'));
export const hasPoppler = provided('poppler-utils', () => starts('pdftotext'));
export const hasPydicom = ['python3-pydicom', 'python3-numpy'].every((name) =>
  provided(name, () => spawnSync(python, ['-c', `import ${name.replace('python3-', '')}`]).status === 0));
