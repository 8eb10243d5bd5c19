/** A file somebody brings, and where it lay on their side, e.g. `export/series/1.dcm`. */
export interface BroughtFile {
  readonly path: string;
  readonly file: File;
}

/** Every file of what was dropped, folders and all that is in them. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly BroughtFile[]> {
  // The list of items empties itself as soon as anything is waited for.
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries = items.flatMap((item) => item.webkitGetAsEntry() ?? []);
  // A program may hand over files that lie in no folder of the disk.
  const loose = items.flatMap((item) => (item.webkitGetAsEntry() === null ? (item.getAsFile() ?? []) : []));
  const found: BroughtFile[] = loose.map((file) => ({ path: file.name, file }));
  for (const entry of entries) await walk(entry, found);
  return found;
}

/** The files of an input element, with the folders above them where a folder was chosen. */
export function chosenFiles(list: FileList | null): readonly BroughtFile[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function walk(entry: FileSystemEntry, found: BroughtFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out a folder in parts, an empty one at the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const one of part) await walk(one, found);
  }
}
