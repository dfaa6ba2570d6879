/* The limit: the same work by hand in C, one binary heap of events, nothing configurable that the two workloads do not need.

   cc -O3 -march=native -o calendar calendar.c -lm
   ./calendar a CUSTOMERS SEED            M/M/50+M
   ./calendar b CUSTOMERS SEED            five stations, time-varying arrivals, 15 % come back
   ./calendar full CUSTOMERS SEED         b with teams of two skills and shifts by the hour

   It prints: customers, CPU seconds, share that waited, share that gave up, mean wait of a customer. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ARRIVAL, DONE, LEAVES, SHIFT };
typedef struct { double time; int32_t what, who; uint32_t stamp; } Event;
typedef struct { double joined, wait; int32_t next, prev, station, pool; uint32_t stamp; int waiting; } Person;

static uint64_t s[4];
static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
static inline double uniform(void) { /* xoshiro256+ */
  uint64_t r = s[0] + s[3], t = s[1] << 17;
  s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45);
  return ((r >> 11) + 0.5) * 0x1.0p-53;
}
static inline double exponential(double mean) { return -mean * log(uniform()); }
static void seed(uint64_t x) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = (x += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull; z = (z ^ (z >> 27)) * 0x94D049BB133111EBull; s[i] = z ^ (z >> 31);
  }
}

static Event *heap; static int n_heap, room_heap;
static void push(Event e) {
  if (n_heap == room_heap) heap = realloc(heap, (room_heap *= 2) * sizeof *heap);
  int i = n_heap++;
  while (i > 0 && heap[(i - 1) / 2].time > e.time) { heap[i] = heap[(i - 1) / 2]; i = (i - 1) / 2; }
  heap[i] = e;
}
static Event pop(void) {
  Event top = heap[0], last = heap[--n_heap];
  int i = 0, c;
  while ((c = 2 * i + 1) < n_heap) {
    if (c + 1 < n_heap && heap[c + 1].time < heap[c].time) c++;
    if (last.time <= heap[c].time) break;
    heap[i] = heap[c]; i = c;
  }
  heap[i] = last;
  return top;
}

#define STATIONS 5
#define POOLS 7
static Person *people; static int free_person, room_people;
static int stations, pools, first_in[STATIONS], last_in[STATIONS], queued[STATIONS];
static int on[POOLS], most[POOLS], busy[POOLS], serves[POOLS][STATIONS], n_serves[POOLS], served_by[STATIONS][POOLS], n_served[STATIONS];
static double mean_work[STATIONS], patience, now, busy_area[POOLS], busy_last[POOLS];
static long came[STATIONS], waited[STATIONS], left_[STATIONS], arrived, target, ended;
static double wait_sum[STATIONS];

static int take_person(void) {
  if (free_person < 0) {
    people = realloc(people, 2 * room_people * sizeof *people);
    for (int i = room_people; i < 2 * room_people; i++) { people[i].next = i + 1 < 2 * room_people ? i + 1 : -1; people[i].stamp = 0; }
    free_person = room_people; room_people *= 2;
  }
  int i = free_person; free_person = people[i].next; people[i].wait = 0; return i;
}
static void give_back(int i) { people[i].stamp++; people[i].next = free_person; free_person = i; ended++; }
static void area(int p) { busy_area[p] += busy[p] * (now - busy_last[p]); busy_last[p] = now; }
static void begin(int i, int p) {
  Person *q = &people[i]; double w = now - q->joined; int st = q->station;
  came[st]++; if (w > 0) { waited[st]++; wait_sum[st] += w; }
  area(p); busy[p]++; q->pool = p;
  push((Event){now + exponential(mean_work[st]), DONE, i, q->stamp});
}
static void append(int i) {
  Person *q = &people[i]; int st = q->station;
  q->next = -1; q->prev = last_in[st]; q->waiting = 1;
  if (last_in[st] >= 0) people[last_in[st]].next = i; else first_in[st] = i;
  last_in[st] = i; queued[st]++;
}
static void removed(int i) {
  Person *q = &people[i]; int st = q->station;
  if (q->prev >= 0) people[q->prev].next = q->next; else first_in[st] = q->next;
  if (q->next >= 0) people[q->next].prev = q->prev; else last_in[st] = q->prev;
  queued[st]--; q->waiting = 0;
}
static void join(int i, int st) {
  people[i].station = st; people[i].joined = now;
  for (int k = 0; k < n_served[st]; k++) { int p = served_by[st][k]; if (busy[p] < most[p]) { begin(i, p); return; } }
  append(i);
  if (patience > 0) push((Event){now + exponential(patience), LEAVES, i, people[i].stamp});
}
static void pull(int p) {
  while (busy[p] < most[p]) {
    int best = -1;
    for (int k = 0; k < n_serves[p]; k++) {
      int st = serves[p][k];
      if (queued[st] && (best < 0 || people[first_in[st]].joined < people[best].joined)) best = first_in[st];
    }
    if (best < 0) return;
    removed(best); people[best].stamp++; begin(best, p);
  }
}
static const double P[STATIONS][STATIONS] = {{0,.7,.3,0,0},{0,0,.4,.6,0},{0,0,0,.5,.5},{0,0,0,0,1},{.15,0,0,0,0}};
static void go_on(int i) {
  double u = uniform(); int st = people[i].station;
  for (int k = 0; k < stations; k++) { if (P[st][k] > 0) { if (u < P[st][k]) { join(i, k); return; } u -= P[st][k]; } }
  give_back(i);
}
static double rates[24]; static int n_rates;
static double next_arrival(double t) { /* by slots of 60 */
  double left = exponential(1.0);
  for (;;) {
    double slot = floor(t / 60.0), rate = rates[(long)slot % n_rates], end = (slot + 1) * 60.0;
    if (n_rates == 1) return t + left / rate;
    if (t + left / rate <= end) return t + left / rate;
    left -= rate * (end - t); t = end;
  }
}
static void shift(int p, int now_on) { /* of those on duty, who are alike, some go home: who is at work once it is done */
  int before = on[p], home = before - now_on, leaving = most[p] - before, at_work = busy[p] - leaving;
  area(p); on[p] = now_on;
  if (home <= 0) { if (most[p] < now_on) most[p] = now_on; return; }
  for (int n = 0; n < at_work; n++) if (uniform() * (before - n) < home) { home--; leaving++; }
  most[p] = now_on + leaving;
}
static void add(int p, int st) { serves[p][n_serves[p]++] = st; served_by[st][n_served[st]++] = p; }

int main(int argc, char **argv) {
  char *what = argv[1]; target = (long)atof(argv[2]); seed((uint64_t)atol(argv[3]));
  int a = !strcmp(what, "a"), full = !strcmp(what, "full");
  room_heap = 1024; heap = malloc(room_heap * sizeof *heap); room_people = 1024; people = malloc(room_people * sizeof *people);
  for (int i = 0; i < room_people; i++) { people[i].next = i + 1 < room_people ? i + 1 : -1; people[i].stamp = 0; }
  stations = a ? 1 : 5; pools = a ? 1 : full ? 7 : 5; n_rates = a ? 1 : 24; rates[0] = 49; patience = a ? 2 : 0;
  double visits[] = {1.17647, .8235294, .6823529, .8352941, 1.17647};
  for (int k = 0; k < stations; k++) {
    first_in[k] = last_in[k] = -1; mean_work[k] = a ? 1 : .75 * 30 / 5 / visits[k]; add(k, k); on[k] = a ? 50 : full ? 26 : 30;
  }
  if (full) { add(5, 0); add(5, 1); add(5, 2); add(6, 3); add(6, 4); on[5] = on[6] = 10; }
  for (int p = 0; p < pools; p++) most[p] = on[p];
  if (!a) for (int k = 0; k < 24; k++) rates[k] = 5 * (1 + .25 * sin(2 * M_PI * (k - 9) / 24.0));
  if (full) push((Event){60, SHIFT, 0, 0});
  push((Event){next_arrival(0), ARRIVAL, 0, 0});
  clock_t t0 = clock();
  while (ended < target) {
    Event e = pop(); now = e.time;
    if (e.what == ARRIVAL) {
      if (++arrived < target) push((Event){next_arrival(now), ARRIVAL, 0, 0});
      join(take_person(), 0);
    } else if (e.what == DONE) {
      int p = people[e.who].pool;
      if (most[p] > on[p] && uniform() * busy[p] < most[p] - on[p]) most[p]--;
      area(p); busy[p]--; pull(p); if (a) give_back(e.who); else go_on(e.who);
    } else if (e.what == LEAVES) {
      Person *q = &people[e.who];
      if (q->waiting && q->stamp == e.stamp) {
        came[q->station]++; waited[q->station]++; left_[q->station]++; wait_sum[q->station] += now - q->joined; removed(e.who); give_back(e.who);
      }
    } else {
      long slot = (long)(now / 60.0 + .5) % 24;
      for (int p = 0; p < 5; p++) shift(p, 26 + (int)(slot % 3) - 1);
      for (int p = 0; p < pools; p++) pull(p);
      push((Event){now + 60, SHIFT, 0, 0});
    }
  }
  double cpu = (double)(clock() - t0) / CLOCKS_PER_SEC, w = 0; long c = 0, q = 0, l = 0;
  for (int k = 0; k < stations; k++) { c += came[k]; q += waited[k]; l += left_[k]; w += wait_sum[k]; }
  printf("%ld %.4f %.6f %.6f %.6f\n", target, cpu, (double)q / c, (double)l / c, w / target);
  return 0;
}
