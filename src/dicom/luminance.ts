/** Brightness of a colour, in the unit of its parts. Source: ITU-R BT.601, as DICOM PS3.3 section C.7.6.3.1.2 uses it. */
export function luminance(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
