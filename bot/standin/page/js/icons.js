/** Line icons as path data on a 24 by 24 grid. */

export const ICONS = Object.freeze({
  channel: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  send: "M4 12l16-8-5 16-4-6zM11 14l9-10",
  reply: "M10 8 5 13l5 5M5 13h9a5 5 0 0 0 5-5V6",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  more: "M5 12v.01M12 12v.01M19 12v.01",
  eye: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  down: "M6 9l6 6 6-6",
  check: "M5 12l5 5 9-11",
  stop: "M7 7h10v10H7z",
  play: "M8 5l11 7-11 7z",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  columns: "M4 5h16v14H4zM12 5v14",
  people:
    "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19a6 6 0 0 1 12 0M16 6a3 3 0 0 1 0 5M17 14a6 6 0 0 1 4 5",
  bolt: "M13 3 5 14h6l-1 7 9-11h-6z",
  trail: "M5 21c0-5 13-4 13-9S7 9 8 3",
});
