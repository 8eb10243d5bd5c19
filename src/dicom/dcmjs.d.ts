/** The parts of dcmjs that write files and list attributes; the package ships no declarations. */
declare module 'dcmjs' {
  interface WrittenElement {
    readonly vr: string;
    readonly Value: readonly unknown[];
  }

  interface Dcmjs {
    readonly data: {
      readonly DicomDict: new (meta: Record<string, WrittenElement>) => { dict: Record<string, WrittenElement>; write(): ArrayBuffer };
      readonly DicomMetaDictionary: { readonly dictionary: Readonly<Record<string, { readonly vr: string; readonly name: string } | undefined>> };
    };
    readonly log: { setLevel(level: 'silent'): void };
  }

  const dcmjs: Dcmjs;
  export default dcmjs;
}
