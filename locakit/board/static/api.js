// The board's calls. A change names the page's token; what the server refuses becomes an Error with its sentence.

let csrf = "";

async function read(response) {
  const type = response.headers.get("content-type") || "";
  const said = type.startsWith("application/json") ? await response.json() : { message: await response.text() };
  if (!response.ok) throw Object.assign(new Error(said.message || response.statusText), { status: response.status });
  return said;
}

export async function get(name, query = {}) {
  const params = new URLSearchParams(query);
  return read(await fetch(`/api/${name}?${params}`, { credentials: "same-origin", cache: "no-store" }));
}

export async function post(name, body = {}) {
  return read(await fetch(`/api/${name}`, {
    method: "POST", credentials: "same-origin", cache: "no-store",
    headers: { "content-type": "application/json", "x-locakit": csrf }, body: JSON.stringify(body),
  }));
}

export async function start() {
  const said = await get("start");
  csrf = said.csrf;
  return said;
}
