// The year that all times in years, Myr and Gyr are told in.

/** The Julian year, s. */
export const secondsPerYear = 365.25 * 86_400;
