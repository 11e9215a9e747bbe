// The viewer: a diagram over the whole window, to be moved and enlarged (panzoom.js), with what it says in words beside it.
// It shows a copy, so the page underneath stays as it is.
(function () {
  "use strict";

  var all = window.bindery.all;
  var updated = window.bindery.updated;
  var among = window.bindery.among;
  var panZoom = window.bindery.panZoom;

  var STEP = 1.25;
  var PAN = 0.15;
  var PAGE = 0.8;
  var viewer = null;

  function make(name, className, text) {
    var element = document.createElement(name);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function icon(path) {
    var drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawn.setAttribute("viewBox", "0 0 20 20");
    drawn.setAttribute("width", "20");
    drawn.setAttribute("height", "20");
    drawn.setAttribute("class", "icon");
    drawn.setAttribute("aria-hidden", "true");
    drawn.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path")).setAttribute("d", path);
    return drawn;
  }

  // ---- In the page: a button beneath each drawing

  function offer(figure) {
    var button = figure.querySelector(":scope > .enlarge");
    var frame = figure.querySelector(":scope > .diagram-scroll");
    if (!frame && button) button.remove();
    if (!frame || button) return;
    button = make("button", "enlarge");
    button.type = "button";
    button.append(icon("M12 4h4v4M8 16H4v-4M16 4l-5 5M4 16l5-5"), "Full screen");
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", function () {
      open(figure);
    });
    // What is spoken says which drawing; what is seen stands beneath it.
    var name = frame.getAttribute("aria-label");
    if (name) button.setAttribute("aria-label", "Full screen: " + name);
    frame.after(button);
  }

  function open(figure) {
    viewer = viewer || build();
    viewer.open(figure);
  }

  // ---- The copy

  // The ids of the copy differ from those of the page, and so does what refers to them.
  function copyOf(drawing) {
    var copy = drawing.cloneNode(true);
    all(":scope > title, :scope > desc", copy).forEach(function (part) {
      part.remove();
    });
    all("*", copy).forEach(function (element) {
      Array.from(element.attributes).forEach(function (attribute) {
        var before = attribute.value;
        var after = before.replace(/url\(#([^)]+)\)/g, "url(#$1-enlarged)");
        if (attribute.name === "id" || (element.localName === "use" && before[0] === "#")) after = before + "-enlarged";
        if (after !== before) attribute.value = after;
      });
    });
    copy.setAttribute("class", "diagram-svg viewer-drawing");
    copy.setAttribute("aria-labelledby", "viewer.title");
    copy.setAttribute("aria-describedby", "viewer.description");
    return copy;
  }

  // ---- The dialog, made when it is first wanted

  function build() {
    var dialog = make("dialog", "viewer");
    var title = make("h2", "viewer-title");
    var stage = make("div", "viewer-stage");
    var words = make("div", "viewer-words");
    var level = make("span", "viewer-level");
    var said = make("p", "visually-hidden");
    var tools = make("div", "viewer-tools");
    var head = make("div", "viewer-head");
    var middle = make("div", "viewer-middle");
    var pause = 0;
    var figure = null;
    var shown = "";

    function tool(text, name, act) {
      var button = make("button", "viewer-tool", text);
      button.type = "button";
      button.setAttribute("aria-label", name);
      button.title = name;
      button.addEventListener("click", act);
      return button;
    }
    title.id = "viewer.title";
    words.id = "viewer.words";
    dialog.setAttribute("aria-labelledby", title.id);
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", "Drawing: arrows move it, plus and minus zoom");
    stage.tabIndex = 0;
    stage.setAttribute("autofocus", "");
    words.tabIndex = 0;
    words.hidden = true;
    words.setAttribute("role", "region");
    words.setAttribute("aria-label", "This diagram in words");
    said.setAttribute("role", "status");
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", "View");

    var view = panZoom(stage, function (scale) {
      level.textContent = Math.round(scale * 100) + " %";
      window.clearTimeout(pause);
      pause = window.setTimeout(function () {
        said.textContent = "Zoom " + level.textContent;
      }, 400);
    });
    function fit() {
      view.fit(true);
    }
    function natural() {
      view.zoomTo(1, null, true);
    }
    function zoom(factor) {
      return function () {
        view.zoomBy(factor, true);
      };
    }
    function pan(right, down) {
      return function () {
        view.panBy(right, down, true);
      };
    }
    var inWords = tool("In words", "This diagram in words", function () {
      words.hidden = !words.hidden;
      inWords.setAttribute("aria-expanded", String(!words.hidden));
    });
    inWords.setAttribute("aria-controls", words.id);
    inWords.setAttribute("aria-expanded", "false");
    // The sign of per cent stays behind its number where the book runs from right to left.
    var full = tool("100 %", "Natural size: 100 %", natural);
    full.dir = level.dir = "ltr";
    tools.append(
      tool("−", "Zoom out", zoom(1 / STEP)),
      level,
      tool("+", "Zoom in", zoom(STEP)),
      tool("Fit", "Fit to the window", fit),
      full,
      inWords
    );
    head.append(
      title,
      tool("×", "Close", function () {
        dialog.close();
      })
    );
    middle.append(stage, words);
    dialog.append(head, middle, tools, said);
    document.body.append(dialog);

    var keys = {
      "+": zoom(STEP),
      "=": zoom(STEP),
      "-": zoom(1 / STEP),
      _: zoom(1 / STEP),
      0: natural,
      Home: fit,
      ArrowLeft: pan(-PAN, 0),
      ArrowRight: pan(PAN, 0),
      ArrowUp: pan(0, -PAN),
      ArrowDown: pan(0, PAN),
      PageUp: pan(0, -PAGE),
      PageDown: pan(0, PAGE),
    };
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "Tab") return keepInside(event);
      // The words scroll by the same keys.
      if (event.ctrlKey || event.metaKey || event.altKey || words.contains(event.target) || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    // Everything else in the page is inert; this keeps the focus from leaving for the browser's own bars as well.
    function keepInside(event) {
      var stops = all("button, a[href], [tabindex='0']", dialog).filter(function (stop) {
        return stop.getClientRects().length > 0;
      });
      var edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement !== edge) return;
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
    }
    // A link leads away from here, if only to another place of the page.
    stage.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && !link.hasAttribute("target")) dialog.close();
    });
    dialog.addEventListener("close", function () {
      stage.replaceChildren();
      var opener = figure.querySelector(":scope > .enlarge");
      figure = null;
      if (opener) opener.focus({ preventScroll: true });
    });

    function draw(isKept) {
      var drawing = figure.querySelector(".diagram-scroll > svg");
      // While a diagram that is being edited cannot be drawn, its last good drawing stays.
      if (!drawing || drawing.outerHTML === shown) return;
      shown = drawing.outerHTML;
      var copy = copyOf(drawing);
      stage.replaceChildren(copy);
      title.textContent = drawing.querySelector("title").textContent;
      var description = make("p", "", drawing.querySelector("desc").textContent);
      description.id = "viewer.description";
      words.replaceChildren(description);
      all(":scope > .diagram-text > ul", figure).forEach(function (list) {
        words.append(list.cloneNode(true));
      });
      view.hold(copy, Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height")), isKept);
    }
    updated(function () {
      if (!figure) return;
      if (figure.isConnected) draw(true);
      else dialog.close();
    });

    return {
      open: function (wanted) {
        figure = wanted;
        shown = "";
        said.textContent = "";
        dialog.showModal();
        draw(false);
      },
    };
  }

  all("figure.diagram").forEach(offer);
  updated(function (nodes) {
    among(nodes, "figure.diagram").forEach(offer);
    // What changed may be a part of the figure.
    nodes.forEach(function (node) {
      var figure = node.closest("figure.diagram");
      if (figure) offer(figure);
    });
  });
})();
