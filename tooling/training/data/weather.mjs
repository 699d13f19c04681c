import { readVega } from './vega.mjs';

/** The cities of {@link readWeather}. */
export const cities = ['Seattle', 'New York'];

/** What is measured on a day. NOAA's daily wind is in m/s, which the script that made the file keeps. */
export const measures = ['precipitation (mm)', 'maximum (°C)', 'minimum (°C)', 'wind (m/s)'];

/**
 * The weather of Seattle and New York on every day from 2012 to 2015.
 *
 * @returns by city, in the order of the days: `{ city, date, year, month, day, values }`, `day` being that of the year, from 1
 */
export function readWeather() {
  const lines = readVega('weather.csv').trim().split('\n').slice(1);
  const days = lines.map((line) => {
    const [city, date, ...values] = line.split(',');
    const [year, month] = date.split('-').map(Number);
    const day = (Date.parse(date) - Date.UTC(year - 1, 11, 31)) / 86_400_000;
    return { city, date, year, month, day, values: values.slice(0, 4).map(Number) };
  });
  return cities.map((city) => days.filter((one) => one.city === city));
}
