// Before the first paint: say that scripts run, and put back the colours the reader chose last time.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var choice = localStorage.getItem("bindery-theme");
    if (choice === "light" || choice === "dark") root.setAttribute("data-theme", choice);
    if (choice === "auto") root.removeAttribute("data-theme");
  } catch (refused) {
    // Storage is closed to this page: the system's choice stands.
  }
  // At an old address, the part of the page that was asked for is known to the browser alone.
  var onwards = document.querySelector("meta[http-equiv='refresh']");
  if (onwards && location.hash) {
    var target = onwards.content.replace(/^.*?url=/, "");
    location.replace(target.indexOf("#") < 0 ? target + location.hash : target);
  }
})();
