// The page's language, in which the server writes numbers; and for days and times, as the browser writes it where it knows
// a country: `en-GB` on a page in English.
export const page = document.documentElement.lang || "en";
export const language = navigator.languages.find((one) => one.split("-")[0] === page) ?? page;
