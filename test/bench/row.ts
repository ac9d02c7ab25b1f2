/** A measured figure beside the limit measured in the same run; `what` names the unit. `aim` is of the ratio. */
export type BenchRow = {
  readonly what: string
  readonly figure: number
  readonly limit: number
  readonly ratio: number
  readonly aim: number
}
