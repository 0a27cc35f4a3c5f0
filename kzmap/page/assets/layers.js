// For folium layers that a user adds: what folium's templates expect to find in a page.
// folium builds popup content as $(`<div>…</div>`)[0]; this is that, and no more of jQuery.

if (!window.$) {
  window.$ = (markup) => {
    const holder = document.createElement("template");
    holder.innerHTML = String(markup).trim();
    return [holder.content.firstElementChild];
  };
}
