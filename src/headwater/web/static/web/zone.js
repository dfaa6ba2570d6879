// A browser knows where its person is: whoever comes in for the first time need not choose a time zone.
"use strict";
document.querySelectorAll("input[type=hidden][name=time_zone]").forEach((field) => {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
});
