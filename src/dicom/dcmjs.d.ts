/** The part of dcmjs that writes files; the package ships no declarations. */
declare module 'dcmjs' {
  interface WrittenElement {
    readonly vr: string;
    readonly Value: readonly unknown[];
  }

  interface Dcmjs {
    readonly data: {
      readonly DicomDict: new (meta: Record<string, WrittenElement>) => { dict: Record<string, WrittenElement>; write(): ArrayBuffer };
    };
    readonly log: { setLevel(level: 'silent'): void };
  }

  const dcmjs: Dcmjs;
  export default dcmjs;
}
