// The page's language, as the reader's browser writes it where it knows a country: `en-GB` on a page in English.
const page = document.documentElement.lang || "en";
export const language = navigator.languages.find((one) => one.split("-")[0] === page) ?? page;
