/** The functions of Cephes used here. The package has types, but its `exports` field hides them from `nodenext` resolution. */
declare module 'cephes' {
  const cephes: {
    /** Settles once the functions below may be called. */
    readonly compiled: Promise<void>;
    ndtr(z: number): number;
    ndtri(probability: number): number;
    incbet(a: number, b: number, x: number): number;
    incbi(a: number, b: number, probability: number): number;
    igamc(a: number, x: number): number;
    igami(a: number, upperProbability: number): number;
    bdtr(k: number, n: number, probability: number): number;
  };
  export default cephes;
}
