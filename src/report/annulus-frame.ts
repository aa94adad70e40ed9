// Where a polar sector lies in a picture, in true geometry. The sector is turned so that its middle points up: gravity
// points down in the middle of the picture, the surface is the upper arc, the core the lower.
// r in any unit of length, phi in rad, counterclockwise from the right; px from the left upper corner.
import { facesOf } from '../foundation/cell-faces.js';
import { shortNumber } from './markup.js';

/** The place of a polar sector in a picture. */
export interface AnnulusFrame {
  readonly width: number;
  readonly height: number;
  readonly innerRadius: number;
  readonly outerRadius: number;
  readonly firstAngle: number;
  readonly lastAngle: number;
  /** Added to phi before drawing. */
  readonly turn: number;
  /** Length per px, and the coordinates of the left upper corner. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** Fits the sector around cell centers r (m) and phi (rad) into a picture of the given width in px. */
export function annulusFrame(r: Float64Array, phi: Float64Array, width: number): AnnulusFrame {
  const [innerRadius, outerRadius] = outerFaces(r);
  const [firstAngle, lastAngle] = outerFaces(phi);
  const turn = Math.PI / 2 - (firstAngle + lastAngle) / 2;
  const start = firstAngle + turn;
  const end = lastAngle + turn;
  // Extremes of a sector: its four corners, and the axes it crosses.
  const angles = [start, end];
  for (let quarter = -4; quarter <= 8; quarter++) {
    const angle = (quarter * Math.PI) / 2;
    if (angle > start && angle < end) angles.push(angle);
  }
  const corners = angles.flatMap((angle) =>
    [innerRadius, outerRadius].map((radius) => [radius * Math.cos(angle), radius * Math.sin(angle)] as const),
  );
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const left = Math.min(...xs);
  const top = Math.max(...ys);
  const scale = (Math.max(...xs) - left) / width;
  const height = Math.ceil((top - Math.min(...ys)) / scale);
  return { width, height, innerRadius, outerRadius, firstAngle, lastAngle, turn, scale, left, top };
}

/** The picture coordinates (px, from the left upper corner) of a point of the sector. */
export function pixelOf(frame: AnnulusFrame, r: number, phi: number): { x: number; y: number } {
  const angle = phi + frame.turn;
  return {
    x: (r * Math.cos(angle) - frame.left) / frame.scale,
    y: (frame.top - r * Math.sin(angle)) / frame.scale,
  };
}

/** The outline of the sector as an SVG path, in px of the frame divided by `density`. */
export function annulusOutline(frame: AnnulusFrame, density: number): string {
  const { innerRadius, outerRadius, firstAngle, lastAngle, scale } = frame;
  const at = (radius: number, angle: number): string => {
    const { x, y } = pixelOf(frame, radius, angle);
    return `${shortNumber(x / density)},${shortNumber(y / density)}`;
  };
  const arc = (radius: number, sweep: 0 | 1, to: string): string => {
    const length = shortNumber(radius / scale / density);
    return `A${length},${length} 0 ${lastAngle - firstAngle > Math.PI ? 1 : 0} ${sweep} ${to}`;
  };
  return (
    `M${at(outerRadius, firstAngle)}${arc(outerRadius, 0, at(outerRadius, lastAngle))}` +
    `L${at(innerRadius, lastAngle)}${arc(innerRadius, 1, at(innerRadius, firstAngle))}Z`
  );
}

/** The outer faces of the first and last cell. */
function outerFaces(centers: Float64Array): [number, number] {
  const faces = facesOf(centers);
  return [faces[0]!, faces[centers.length]!];
}
