// Numbers and times as people read them.

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", notation: "compact", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const dated = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

export const money = (amount) => dollars.format(amount);
export const shortMoney = (amount) => short.format(amount);
export const percent = (share, digits = 0) => `${(100 * share).toFixed(digits)}%`;
export const signed = (value, digits = 1) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(digits)}`;
export const direction = (value) => (value > 0 ? "up" : value < 0 ? "down" : "");
export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

// A key such as semi_professional as words.
export const words = (key) => {
  const text = String(key ?? "").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const dayText = (time) => (time ? day.format(new Date(time)) : "");
export const dateText = (time) => (time ? dated.format(new Date(time)) : "");
export const clockText = (time) => (time ? clock.format(new Date(time)) : "");
export const timeText = (time) => (time ? `${dayText(time)}, ${clockText(time)}` : "");
export const fullTimeText = (time) => (time ? `${dateText(time)}, ${clockText(time)}` : "");

// How far a time is away, such as "in 3 h" or "12 min ago".
export function fromNow(time, now = Date.now()) {
  const minutes = Math.round((new Date(time) - now) / 60_000);
  const size = Math.abs(minutes);
  const text = size < 60 ? `${size} min` : size < 48 * 60 ? `${Math.round(size / 60)} h` : `${Math.round(size / 1440)} days`;
  return minutes >= 0 ? `in ${text}` : `${text} ago`;
}
