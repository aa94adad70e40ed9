/**
 * The scalar product of two vectors of one length. Four partial sums: the additions do not wait for each other, and
 * rounding errors grow more slowly.
 */
export function dot(a: Float64Array, b: Float64Array): number {
  const { length } = a;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    sum0 += a[i]! * b[i]!;
    sum1 += a[i + 1]! * b[i + 1]!;
    sum2 += a[i + 2]! * b[i + 2]!;
    sum3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < length; i++) sum0 += a[i]! * b[i]!;
  return sum0 + sum1 + (sum2 + sum3);
}
