// The colors of a report, after Okabe and Ito (2008): distinct for any color vision. Baselines bring their own.

/** Text and axes. */
export const INK = '#1d2327';
/** Secondary text. */
export const QUIET = '#5f6b73';
/** Grid lines and frames. */
export const RULE = '#dde2e6';
export const COMPRESSOR_COLOR = '#009e73';
/** Of the predictors in their order. */
export const PREDICTOR_COLORS: readonly string[] = ['#d55e00', '#0072b2', '#7b5ea7', '#56b4e9', '#6a3d1a'];
/** Of predictions that are neither of the model nor baselines. */
export const UNKNOWN_COLORS: readonly string[] = ['#56b4e9', '#7b5ea7', '#6a3d1a', '#00625a'];
