// Parameters with symbols and units: 'η_ref 3.6·10²¹ Pa s, E 155 kJ/mol, V 4.4·10⁻⁶ m³/mol, Λ 15.3, T_ini 1634 K'.
import { fixed, significant } from './number-text.js';
import type { ParameterAxis } from './report-data.js';

/** How a parameter is shown: divided by `factor`, in `unit` ('' for none). */
export function displayUnit({ scale, maximum, unit }: ParameterAxis): { factor: number; unit: string } {
  const plain = unit === '1' ? '' : unit.replace('m3', 'm³');
  // Logarithmic axes have powers of ten at their ticks and need no prefix.
  if (scale === 'logarithmic') return { factor: 1, unit: plain };
  if (maximum >= 1e5) return { factor: 1e3, unit: `k${plain}` };
  if (maximum <= 1e-3) return { factor: 1e-6, unit: `10⁻⁶ ${plain}` };
  return { factor: 1, unit: plain };
}

/** Symbol and unit for an axis or a table heading. */
export function parameterLabel(axis: ParameterAxis): string {
  const { unit } = displayUnit(axis);
  return unit === '' ? axis.symbol : `${axis.symbol} (${unit})`;
}

/** The value of a parameter in its display unit, as text. */
export function parameterValue(axis: ParameterAxis, values: Readonly<Record<string, number>>): string {
  const value = (values[axis.name] ?? Number.NaN) / displayUnit(axis).factor;
  return value >= 1e3 && value < 1e4 ? fixed(value, 0) : significant(value);
}

/** All parameters in one line. */
export function parameterText(axes: readonly ParameterAxis[], values: Readonly<Record<string, number>>): string {
  return axes
    .map((axis) => `${axis.symbol} ${parameterValue(axis, values)} ${displayUnit(axis).unit.replace('10⁻⁶', '· 10⁻⁶')}`)
    .map((entry) => entry.trim().replace(' · ', '·'))
    .join(', ');
}
