// Draws each table with data-chart as a chart before it: the first column holds the labels, each other column a series.
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip } from "chart.js";

import { page } from "./language.js";

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip);

const dark = matchMedia("(prefers-color-scheme: dark)");
const COLOURS = { light: ["#0b7a5f", "#c2620a", "#2f5fb3", "#8b3fa0", "#6b7280", "#b42323"], dark: ["#57d498", "#f0b429", "#7aa7f5", "#cf8fe0", "#a3aab5", "#ff8f8f"] };
const drawn = [];

function read(table) {
  const cells = (row) => [...row.querySelectorAll("th, td")];
  const [, ...names] = cells(table.tHead.rows[0]).map((one) => one.textContent.trim());
  const rows = [...table.tBodies[0].rows].map(cells);
  return {
    labels: rows.map(([label]) => label.textContent.trim()),
    series: names.map((name, at) => ({ name, values: rows.map((row) => Number(row[at + 1].dataset.value ?? row[at + 1].textContent)) })),
  };
}

function draw(table) {
  const { labels, series } = read(table);
  const colours = COLOURS[dark.matches ? "dark" : "light"];
  const ink = getComputedStyle(document.body).color;
  const grid = dark.matches ? "#ffffff1a" : "#0000001a";
  const box = document.createElement("div");
  box.className = "hub-chart";
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${table.caption?.textContent ?? ""}: ${document.body.dataset.below ?? ""}`);
  box.append(canvas);
  (table.closest("details") ?? table).before(box);
  const stacked = table.dataset.chart === "bar"; // what is in one bar adds up; lines are parts of each other
  const unit = table.dataset.unit ?? "";
  const shown = new Intl.NumberFormat(page, unit ? { style: "currency", currency: unit } : {});
  drawn.push([table, box, new Chart(canvas, {
    type: table.dataset.chart,
    data: {
      labels,
      datasets: series.map(({ name, values }, at) => ({
        label: name, data: values, backgroundColor: colours[at % colours.length], borderColor: colours[at % colours.length],
        borderWidth: table.dataset.chart === "line" ? 2 : 0, pointRadius: labels.length > 40 ? 0 : 2, tension: 0.25, borderRadius: 2,
      })),
    },
    options: {
      animation: false, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
      scales: {
        x: { stacked, grid: { display: false }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 16 } },
        y: { stacked, beginAtZero: true, grid: { color: grid }, border: { display: false }, ticks: { color: ink, callback: (value) => shown.format(value) } },
      },
      plugins: {
        legend: { position: "bottom", labels: { color: ink, boxWidth: 8, boxHeight: 8, usePointStyle: true } },
        tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${shown.format(item.parsed.y)}` } },
      },
    },
  })]);
}

const drawAll = () => document.querySelectorAll("table[data-chart]").forEach(draw);
dark.addEventListener("change", () => {
  for (const [, box, chart] of drawn.splice(0)) {
    chart.destroy();
    box.remove();
  }
  drawAll();
});
document.addEventListener("DOMContentLoaded", drawAll);
