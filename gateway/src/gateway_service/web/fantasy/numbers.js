// Points as the API states them: exact decimals, never rounded, with the sign of a difference written out.

const MINUS = "−";

export const points = (text) => String(text).replace("-", MINUS);
export const difference = (text) => (Number(text) > 0 ? `+${text}` : points(text));
