// The year in which all times in years, Myr and Gyr are given.

/** The Julian year, s. */
export const secondsPerYear = 365.25 * 86_400;
